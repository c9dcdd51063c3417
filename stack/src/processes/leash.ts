import { spawn } from 'node:child_process';

/** Ends the processes it was told of as soon as its owner is gone, even by kill -9. */
export type Leash = {
  hold(pid: number): void;
  release(pid: number): void;
  /** Nothing is held any more; the watching shell ends. */
  close(): void;
};

/**
 * A shell of one megabyte reads pids from a pipe. The system closes the pipe when the owner ends, however it ends,
 * and only then the shell acts. It lives in a session of its own, so a terminal's Ctrl-C does not reach it.
 */
const WATCH = `
trap '' INT TERM HUP
held=' '
while read -r verb pid; do
  case "$verb" in
    hold) held="$held$pid " ;;
    release) held=" $(printf '%s' "$held" | sed "s/ $pid / /") " ;;
  esac
done
end() { for pid in $held; do kill "-$1" "$pid" 2>/dev/null; done; }
end TERM
for wait in 1 2 3 4 5 6 7 8 9 10; do
  alive=''
  for pid in $held; do kill -0 "$pid" 2>/dev/null && alive=1; done
  [ -z "$alive" ] && exit 0
  sleep 1
done
end KILL
`;

/** Starts the watching shell. */
export function openLeash(): Leash {
  const shell = spawn('/bin/sh', ['-c', WATCH], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // Without a shell there is no leash, but the stack itself still works.
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  return {
    hold: (pid) => void shell.stdin.write(`hold ${pid}\n`),
    release: (pid) => void shell.stdin.write(`release ${pid}\n`),
    close: () => void shell.stdin.end(),
  };
}
