/** A made-up piece of personal data that stands nowhere else in the world; wherever it is seen, it came through its door. */
export type Canary = { readonly door: string; readonly kind: CanaryKind; readonly value: string };
export type CanaryKind = 'name' | 'phone' | 'idNumber' | 'address' | 'password';

/** What somebody would hand in at a door. */
export type Person = {
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
  /** `1990-05-01` */
  readonly birthDate: string;
  readonly address: string;
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** Signs that nobody's name or street has (Unicode's extension A); each is used once, so that two of them already tell whose they are. */
const RARE = 0x3400;

/** Check digit of an identity number, ISO 7064 MOD 11-2 (GB 11643). */
function checkDigit(seventeen: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(seventeen[at]), 0);
  return '10X98765432'.charAt(sum % 11);
}

/** Names and streets of signs nobody bears, numbers of a prefix nobody has, birthdays of their own. */
function personOf(serial: number): Person {
  const two = (value: number): string => String(value).padStart(2, '0');
  const birthDate = `19${70 + (serial % 30)}-${two((serial % 12) + 1)}-${two((serial % 28) + 1)}`;
  const seventeen = `410105${birthDate.replaceAll('-', '')}${String(700 + serial).padStart(3, '0')}`;
  const signs = (from: number): string => String.fromCodePoint(...[0, 1, 2].map((at) => RARE + serial * 6 + from + at));
  return {
    name: signs(0),
    phone: `1497${String(3_141_592 + serial * 7_919).padStart(7, '0')}`,
    idNumber: seventeen + checkDigit(seventeen),
    birthDate,
    address: `${signs(3)}巷${serial + 70}号`,
  };
}

/** Makes people for doors and remembers all that was handed out. */
export type Aviary = {
  /** Somebody new, of whom these pieces will be handed in. */
  release(door: string, kinds: readonly Exclude<CanaryKind, 'password'>[]): Person;
  password(door: string): string;
  all(): readonly Canary[];
};

export function createAviary(): Aviary {
  const canaries: Canary[] = [];
  let serial = 0;
  return {
    release(door, kinds) {
      const person = personOf(serial++);
      for (const kind of kinds) canaries.push({ door, kind, value: person[kind] });
      return person;
    },
    password(door) {
      const value = `Kanarie-${serial++}-Vogel-2026`;
      canaries.push({ door, kind: 'password', value });
      return value;
    },
    all: () => canaries,
  };
}
