import type { Row } from './hooks';

export const views = ['mine', 'force', 'later', 'drafts'] as const;
export type View = (typeof views)[number];

/** Which list a version belongs to. */
export function isIn(view: View | undefined, row: Pick<Row, 'status' | 'waits_for_me'>): boolean {
  if (view === 'mine') return row.waits_for_me;
  if (view === 'force') return row.status === 'effective';
  if (view === 'later') return row.status === 'approved';
  if (view === 'drafts') return ['draft', 'submitted', 'reviewed'].includes(row.status);
  return true;
}

/** Who has to act now: the writer of a draft, a reviewer, an approver; nobody once it is approved. */
export function waitsFor({ status }: Pick<Row, 'status'>): 'writer' | 'reviewer' | 'approver' | undefined {
  if (status === 'draft') return 'writer';
  if (status === 'submitted') return 'reviewer';
  return status === 'reviewed' ? 'approver' : undefined;
}
