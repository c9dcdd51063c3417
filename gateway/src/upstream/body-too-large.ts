/** A subgraph answered with more than is taken. */
export class BodyTooLarge extends Error {}
