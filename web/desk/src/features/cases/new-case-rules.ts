import type { Schemas } from '@/api/types';

type NewCase = Schemas['NewCase'];

/** What the form holds; it tells the three ways of answering apart, the API does not. */
export type NewCaseValues = Omit<NewCase, 'promise' | 'answered_on_the_spot' | 'customer'> & {
  answer_now: 'answered' | 'promise' | 'later';
  promise_due?: string;
  promise_text?: string;
  new_customer?: { name: string; phone?: string; email?: string };
};

/** The form as the command: only the answer that was chosen goes along, and an unknown customer only where none was found. */
export function toNewCase(values: NewCaseValues): NewCase {
  const { answer_now: way, promise_due: due, promise_text: promised, new_customer: fresh, answer, customer_id: known, ...rest } = values;
  return {
    ...rest,
    ...(known ? { customer_id: known } : {}),
    ...(!known && fresh?.name ? { customer: fresh } : {}),
    ...(way === 'answered' ? { answered_on_the_spot: true, ...(answer ? { answer } : {}) } : {}),
    ...(way === 'promise' && due ? { promise: { due_at: due, text: promised ?? '' } } : {}),
  };
}
