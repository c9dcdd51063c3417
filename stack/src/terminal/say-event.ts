import type { ProcessEvent } from '../processes/process-spec.ts';
import { clock, duration, style } from './style.ts';

/** One line for the operator about a process. */
export function describeEvent(event: ProcessEvent): string {
  switch (event.kind) {
    case 'ready':
      return `${event.name} ${event.again ? 'is back' : 'answers'} (pid ${event.pid}, ${duration(event.afterMs)})`;
    case 'crashed': {
      const lastLine = event.lastLine === undefined ? '' : ` - last line: ${event.lastLine.slice(0, 200)}`;
      return `${event.name} crashed (${event.how}); starting it again in ${duration(event.pauseMs)}${lastLine}`;
    }
    case 'replaced':
      return `${event.name} has a successor (pid ${event.pid}, ${duration(event.afterMs)})`;
    case 'silent':
      return `${event.name} runs but has not answered for ${duration(event.withinMs)}`;
    case 'stopped':
      return `${event.name} stopped${event.killed ? ' (it had to be killed)' : ''}`;
  }
}

/** The same with the time of day and a colour. */
export function eventLine(event: ProcessEvent): string {
  const paint =
    event.kind === 'crashed' || event.kind === 'silent' ? style.bad : event.kind === 'ready' ? style.good : style.faint;
  return `${style.faint(clock())} ${paint(describeEvent(event))}`;
}
