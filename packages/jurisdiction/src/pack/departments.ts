import { z } from 'zod';
import { ruled } from './ground.ts';
import { bodyFunction, label, level } from './vocabulary.ts';

const body = ruled({
  function: bodyFunction,
  label,
  /** Levels at which there is one. */
  levels: z.array(level).min(1),
});

/** `departments.yaml`: every body a matter can be given to, under the name the law has for it. */
export const departments = z.strictObject({
  /** 统筹协调: plans, urges, keeps the lists, hears complaints. */
  coordination: body,
  /** 指挥调度: runs the platform and moves tickets; the same function as `coordination` where one body does both. */
  operation: body,
  town: body,
  committee: body,
  /** 网格联动部门; those the law names carry its article, those it only means by 等部门 are the operator's. */
  linkage: z.array(body).min(1),
  /** 监察委员会, 人民法院, 人民检察院: next to the departments, not among them. */
  others: z.array(body),
  serviceUnits: z.array(body),
  massOrganizations: z.array(body),
});
