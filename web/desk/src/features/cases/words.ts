/** Closed lists that are ours, not policy. */
export const toldHow = ['phone', 'sms', 'email', 'chat', 'in_person'] as const;
export const linkKinds = ['related', 'repeat', 'duplicate', 'same_cause', 'follows'] as const;

type Translate = (key: string) => string;

export function options(t: Translate, list: string, values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: t(`${list}.${value}`) }));
}
