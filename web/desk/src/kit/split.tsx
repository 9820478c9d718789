import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useSession } from '@/api/session';
import { setPrefs, useNarrow, usePrefs } from './prefs';
import css from './split.module.css';
import { widthAfter, type PaneEdge, type PaneLimits } from './split-rules';

type Props = {
  /** Under this name the width is kept, for each person on this computer. */
  name: string;
  /** What the pane is called, for those who do not see the line. */
  label: string;
  edge: PaneEdge;
  limits: PaneLimits;
  pane: ReactNode;
  children: ReactNode;
};

/** Content with a pane at its side and a line between them that is drawn by pointer or arrow keys; on a phone there is none. */
export function Split({ name, label, edge, limits, pane, children }: Props) {
  const { width, setWidth } = usePaneWidth(name, limits);
  const narrow = useNarrow();
  if (narrow) return <>{children}{pane}</>;
  const side = `min(${width}px, 40%)`;
  const line = <Line label={label} edge={edge} limits={limits} width={width} onWidth={setWidth} />;
  return (
    <div className={css.split} style={{ gridTemplateColumns: edge === 'start' ? `${side} 0 minmax(0, 1fr)` : `minmax(0, 1fr) 0 ${side}` }}>
      {edge === 'start' ? <>{pane}{line}{children}</> : <>{children}{line}{pane}</>}
    </div>
  );
}

function usePaneWidth(name: string, { initial }: PaneLimits) {
  const { person } = useSession();
  const { panes } = usePrefs();
  const own = `${person.id} ${name}`;
  return { width: panes[own] ?? initial, setWidth: (width: number) => setPrefs({ panes: { ...panes, [own]: width } }) };
}

type LineProps = { label: string; edge: PaneEdge; limits: PaneLimits; width: number; onWidth: (width: number) => void };

function Line({ label, edge, limits, width, onWidth }: LineProps) {
  const from = useRef<{ x: number; width: number } | null>(null);
  const press = (event: KeyboardEvent) => {
    const next = widthAfter(event.key, width, edge, limits);
    if (next === undefined) return;
    event.preventDefault();
    onWidth(next);
  };
  const move = ({ clientX }: PointerEvent) => {
    if (!from.current) return;
    const grown = (clientX - from.current.x) * (edge === 'start' ? 1 : -1);
    onWidth(Math.min(limits.max, Math.max(limits.min, Math.round(from.current.width + grown))));
  };
  return (
    // A separator that can be moved is a control of its own kind: it takes the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={css.line}
      onKeyDown={press}
      onDoubleClick={() => onWidth(limits.initial)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => { from.current = null; }}
    />
  );
}
