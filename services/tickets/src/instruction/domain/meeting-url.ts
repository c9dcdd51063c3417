import { hidesCharacters } from '@gridlink/contracts';

const LONGEST = 500;

/**
 * The address of a video or voice meeting, or undefined for what a recipient should not be sent to open: anything but https, names
 * without a domain, credentials in the address.
 */
export function meetingUrl(text: string): string | undefined {
  const given = text.trim();
  if (given.length > LONGEST || /\s/.test(given) || hidesCharacters(given) || !URL.canParse(given)) return undefined;
  const { protocol, hostname, username, password, href } = new URL(given);
  const isNamed = /^[a-z\d-]+(\.[a-z\d-]+)*\.[a-z][a-z\d-]*$/i.test(hostname);
  return protocol === 'https:' && isNamed && username === '' && password === '' ? href : undefined;
}
