import type { Seeded } from '../seeded.ts';

const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰建国志红梅文晓春海燕鹏飞雪莉宇辰浩然子轩欣怡佳琪俊凯晨阳立新',
];

export type MadeUpPerson = {
  readonly name: string;
  /** 18 digits with a valid check digit (GB 11643). */
  readonly idNumber: string;
  /** `1990-05-01` */
  readonly birthDate: string;
  readonly phone: string;
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Check digit of an identity number, ISO 7064 MOD 11-2 (GB 11643). */
export function checkDigit(seventeen: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return '10X98765432'.charAt(sum % 11);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Somebody who does not exist; `serial` keeps identity and phone numbers apart. */
export function madeUpPerson(chance: Seeded, division: string, serial: number): MadeUpPerson {
  const given = chance.float() < 0.3 ? chance.pick(GIVEN) : chance.pick(GIVEN) + chance.pick(GIVEN);
  const birthDate = `${chance.int(1968, 2002)}-${two(chance.int(1, 12))}-${two(chance.int(1, 28))}`;
  const seventeen = `${division.slice(0, 6)}${birthDate.replaceAll('-', '')}${String(serial % 1000).padStart(3, '0')}`;
  return {
    name: chance.pick(SURNAMES) + given,
    idNumber: seventeen + checkDigit(seventeen),
    birthDate,
    // 1000000 numbers below a prefix that no operator has given out.
    phone: `1490${String(serial).padStart(7, '0')}`,
  };
}
