/** What the form decides by itself: which fields are asked, and what is missing. */
import type { Field, Kind } from './api';

export type Answers = Record<string, string | number | boolean | string[]>;

function compared(it: Answers[string] | undefined): string[] {
  if (it === undefined) return ['false'];
  return Array.isArray(it) ? it : [String(it)];
}

/** The fields to be filled in, as far as the answers so far ask for them. */
export function asked(kind: Kind, answers: Answers): Field[] {
  return kind.fields.filter((it) => {
    const { when } = it;
    return !when || when.is.some((value) => compared(answers[when.field]).includes(value));
  });
}

/** Whether something was given; a no is something. */
export function isGiven(it: Answers[string] | undefined): boolean {
  if (it === undefined) return false;
  return typeof it === 'string' ? it.trim() !== '' : !Array.isArray(it) || it.length > 0;
}

/** What was typed, as the server takes it: whole numbers, and money in fen. */
export function valueOf(field: Field, typed: string): Answers[string] {
  if (field.is === 'yes_no') return typed === 'true';
  if (field.is === 'number') return Math.round(Number(typed));
  if (field.is === 'money') return Math.round(Number(typed) * 100);
  return typed;
}

/** The number of a case as somebody typed it, with anything around it. */
export function numberOf(typed: string): number {
  return Number(typed.replace(/\D/g, '')) || 0;
}
