// How a validator is made from what a rule writes behind its name.

import type { Validator } from './validator.ts';

/** Undefined when the argument is not one that this validator takes. */
export type Factory = (argument: string | undefined) => Validator | undefined;

export type NamedFactory = readonly [name: string, factory: Factory];

/** A validator that takes no argument. */
export const plain =
  (validator: Validator): Factory =>
  (argument) =>
    argument === undefined ? validator : undefined;

/** A validator that is one of several by its argument. */
export const oneOf =
  (validators: Readonly<Record<string, Validator>>): Factory =>
  (argument) =>
    argument !== undefined && Object.hasOwn(validators, argument) ? validators[argument] : undefined;
