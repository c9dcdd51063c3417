/** A mobile number or an identity number, standing alone among whatever is around it. */
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/;
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/;

/** Whether a text that will be published tells a telephone or an identity number. */
export const tellsPersonalData = (text: string): boolean => PHONE.test(text) || ID_NUMBER.test(text);

/** The text with these names as their masks; of one character there is nothing to hide behind. */
export const withoutNames = (text: string, names: ReadonlyMap<string, string>): string =>
  [...names]
    .filter(([name]) => [...name].length > 1)
    // The longer first: one name may begin another.
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((said, [name, masked]) => said.replaceAll(name, masked), text);
