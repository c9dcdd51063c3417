/** Tells the bench where this process answers, and ends the process when the bench is gone. */
export function sayReady(url: string): void {
  process.once('disconnect', () => process.exit(0));
  process.send?.({ url });
}
