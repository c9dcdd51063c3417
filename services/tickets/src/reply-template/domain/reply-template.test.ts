import { describe, expect, it } from '@jest/globals';
import { ACCEPT, actors, after, inAcceptance, inVerification, pack } from '../../../test/ticket-story.ts';
import { placeholderFlaw, placeholdersFor, renderReply } from './reply-template.ts';

describe('a reply template', () => {
  it.each([
    ['a name that nothing fills', '您好，{{联系人}}', { kind: 'PLACEHOLDER_UNKNOWN', name: '联系人' }],
    ['a name of every object', '{{constructor}}', { kind: 'PLACEHOLDER_UNKNOWN', name: 'constructor' }],
    ['an empty name', '{{ }}', { kind: 'PLACEHOLDER_UNKNOWN', name: '' }],
    ['a brace left open', '工单 {{工单号}', { kind: 'BRACES_OPEN' }],
    ['a brace alone', '工单 } 号', { kind: 'BRACES_OPEN' }],
  ])('[E10] may not have %s', (_, text, flaw) => {
    expect(placeholderFlaw('FEEDBACK', text)).toMatchObject(flaw);
  });

  it('[E10] that declines knows no result', () => {
    expect(placeholderFlaw('DECLINE', '{{办理结果}}')).toMatchObject({ known: placeholdersFor('DECLINE') });
    expect(placeholderFlaw('FEEDBACK', '{{办理结果}}')).toBeNull();
  });

  it('[E10] is filled from the ticket', () => {
    const text = '您反映的“{{标题}}”（{{ 工单号 }}，{{上报日期}}）：{{办理结果}}，办结于{{办结日期}}。';
    expect(renderReply({ purpose: 'FEEDBACK', text }, { state: inVerification, pack })).toEqual({
      text: '您反映的“井盖破损”（41010020260302000001，2026年3月2日）：已修复，办结于2026年3月2日。',
      missing: [],
    });
  });

  it('[E10] names what the ticket does not know, and leaves it blank', () => {
    const rendered = renderReply(
      { purpose: 'FEEDBACK', text: '{{事项}}：{{办理结果}}' },
      { state: inAcceptance, pack },
    );
    expect(rendered).toEqual({ text: '（待填写）：（待填写）', missing: ['事项', '办理结果'] });
  });

  it('[E10] shows the stage in the words of the law', () => {
    const state = after(inAcceptance, [actors.town, ACCEPT]);
    expect(renderReply({ purpose: 'DECLINE', text: '{{环节}} {{事项}}' }, { state, pack }).text).toBe(
      '分流交办 事项 MANHOLE',
    );
  });
});
