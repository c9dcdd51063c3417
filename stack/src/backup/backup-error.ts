/** What an operator can mend: said in one sentence, without a stack trace. */
export class BackupError extends Error {}
