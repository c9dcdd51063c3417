import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectFolder } from '../settings.ts';

const ruleSchema = z.object({
  alert: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  labels: z.object({ severity: z.enum(['page', 'ticket']) }),
  annotations: z.object({ summary: z.string(), runbook: z.string() }),
});
const alertsSchema = z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(ruleSchema) })) });

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const { groups } = alertsSchema.parse(parse(read('deploy/prometheus/alerts.yaml')));
const rules = groups.flatMap((group) => group.rules);

/** Names of the figures that processes of ours have, as the code says them. */
function figures(): Set<string> {
  const sources = globSync(['packages/*/src/**/*.ts', 'services/*/src/**/*.ts', 'gateway/src/**/*.ts'], {
    cwd: projectFolder,
  });
  return new Set(sources.flatMap((path) => read(path).match(/(?<=')gridlink_[a-z_]+(?=')/g) ?? []));
}

/** What Prometheus makes of a histogram is not the name that the code gives it. */
const figuresIn = (expression: string): string[] =>
  (expression.match(/gridlink_[a-z_]+/g) ?? []).map((name) => name.replace(/_(count|sum|bucket)$/, ''));

describe('the alerts for operators', () => {
  it.each(rules.map(({ alert, expr }) => [alert, expr]))('%s asks for figures that there are', (_alert, expr) => {
    const known = figures();
    expect(figuresIn(expr).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(rules.map(({ alert, annotations }) => [alert, annotations.runbook]))(
    '%s names a part of docs/operations.md',
    (_alert, runbook) => {
      const text = read('docs/operations.md');
      expect(text.includes(`**${runbook}`) || text.includes(`## ${runbook}`)).toBe(true);
    },
  );
});
