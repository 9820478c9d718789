import { Empty as AntEmpty, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import css from './kit.module.css';
import { ProblemPage } from './problem';

/** What belongs here and how to begin. */
export function Empty({ what, how, action }: { what: string; how?: string; action?: ReactNode }) {
  return (
    <div className={css.centre}>
      <AntEmpty image={AntEmpty.PRESENTED_IMAGE_SIMPLE} description={<><div>{what}</div>{how && <div className={css.muted}>{how}</div>}</>}>
        {action}
      </AntEmpty>
    </div>
  );
}

/** The outline of what is coming, after 300 ms: what comes sooner does not flicker. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  return <div className={css.delay} aria-busy="true"><Skeleton active paragraph={{ rows }} /></div>;
}

type Reading<T> = { data: T | undefined; error: unknown; refetch: () => unknown };

/** A reading in its states: waiting, failed, or there. What is there stays while it is asked for anew. */
export function Loaded<T>({ of, rows, children }: { of: Reading<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <ProblemPage error={of.error} retry={() => void of.refetch()} />;
  return <Waiting rows={rows ?? 6} />;
}
