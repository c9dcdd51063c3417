import { describe, expect, it } from '@jest/globals';
import { meetingUrl } from './meeting-url.ts';

describe('the link of a meeting', () => {
  it.each([
    ['https://meeting.example.cn/dm/abc?pwd=1', 'https://meeting.example.cn/dm/abc?pwd=1'],
    [' https://meet.example.com ', 'https://meet.example.com/'],
    ['https://meet.example.com:8443/r/1', 'https://meet.example.com:8443/r/1'],
  ])('%j may be opened', (given, expected) => {
    expect(meetingUrl(given)).toBe(expected);
  });

  it.each([
    ['another protocol', 'http://meet.example.cn/1'],
    ['a script', 'javascript:alert(1)'],
    ['no address at all', '会议室三'],
    ['credentials', 'https://user:pass@meet.example.cn/1'],
    ['an address of numbers', 'https://127.0.0.1/1'],
    ['an address of numbers in another notation', 'https://0x7f000001/1'],
    ['six-part numbers', 'https://[::1]/1'],
    ['a name without a domain', 'https://localhost/1'],
    ['blanks', 'https://meet.example.cn/a b'],
    ['characters nobody sees', 'https://meet.example.cn/\u202e1'],
    ['too much of it', `https://meet.example.cn/${'a'.repeat(500)}`],
  ])('may not be %s', (_what, given) => {
    expect(meetingUrl(given)).toBeUndefined();
  });
});
