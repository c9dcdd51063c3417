export { type AssertionSigner, createAssertionSigner } from './assertion-signer.ts';
