/**
 * Loaded before a process's own modules: on SIGUSR2 the process's clock is set off by SET_CLOCK_MS, as an operator or a broken time server
 * would; once more sets it right. The process itself knows nothing of it.
 */
const RealDate = Date;
const off = Number(process.env.SET_CLOCK_MS ?? 0);
let ahead = 0;

process.on('SIGUSR2', () => {
  ahead = ahead === 0 ? off : 0;
});

const now = (): number => RealDate.now() + ahead;

globalThis.Date = new Proxy(RealDate, {
  construct: (date, given, made) => Reflect.construct(date, given.length === 0 ? [now()] : given, made),
  get: (date, name, itself) => (name === 'now' ? now : Reflect.get(date, name, itself)),
});
