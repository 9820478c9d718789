import { useParams } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWatching } from '@/api/live-context';
import type { Case } from '@/api/types';
import { useShortcut } from '@/kit/keys';
import { Loaded } from '@/kit/load';
import { useTitle } from '@/kit/page';
import { setPrefs, useNarrow, usePrefs } from '@/kit/prefs';
import { Split } from '@/kit/split';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { CountTabs } from '@/kit/count-tabs';
import css from '../cases.module.css';
import type { ComplaintsPolicy } from '../complaint-hooks';
import { useItem } from '../application-hooks';
import { useCase } from '../hooks';
import { usePolicy } from '@/kit/policy';
import { ApplicationWorkspace } from '../parts/application';
import { CaseHeader } from '../parts/case-header';
import { CommandDrawer } from '../parts/command-drawer';
import { ComplaintWorkspace } from '../parts/complaint';
import { Composer } from '../parts/composer';
import { Queue } from '../parts/queue';
import { Rail } from '../parts/rail';
import { Timeline } from '../parts/timeline';

const modes = ['note', 'reply'] as const;
const rail = { initial: 320, min: 240, max: 560 };
const list = { initial: 280, min: 200, max: 480 };
const panes = ['thread', 'complaint', 'application'] as const;
type Pane = (typeof panes)[number];
const parse = (raw: Raw) => ({ do: text(raw, 'do'), on: text(raw, 'on'), rail: text(raw, 'rail'), queue: text(raw, 'queue'), write: oneOf(raw, 'write', modes), pane: oneOf(raw, 'pane', panes) });

export function CasePage() {
  const { caseId } = useParams({ strict: false });
  const reading = useCase(caseId ?? '');
  return <Loaded of={reading} rows={12}>{(it) => <CaseView key={it.id} it={it} />}</Loaded>;
}

function CaseView({ it }: { it: Case }) {
  const [state, set] = useUrlState(parse);
  const [tab, setTab] = useState<'thread' | 'facts'>('thread');
  const narrow = useNarrow();
  const queue = useQueueShown();
  const type = useWatching(it.id);
  useTitle(`${it.number} ${it.subject}`);
  const railOff = state.rail === 'off';
  useShortcut('case.rail', () => set({ rail: railOff ? undefined : 'off' }));
  const write = (mode: 'note' | 'reply') => {
    set({ write: mode === 'note' ? undefined : mode });
    setTimeout(() => document.getElementById('compose')?.focus());
  };
  const act = (name: string, on?: string) => (name === 'note' || name === 'reply' ? write(name) : set({ do: name, on }, true));
  const thread = (
    <div className={css.thread}>
      <Timeline it={it} />
      <Composer key={state.write ?? 'note'} it={it} mode={state.write ?? 'note'} onMode={write} onTyping={type} />
    </div>
  );
  const complaints = usePolicy<ComplaintsPolicy>('complaints')?.kinds ?? [];
  const isItem = useItem(it.kind, it.class) !== undefined;
  const beside: Pane | undefined = isItem ? 'application' : complaints.includes(it.kind) ? 'complaint' : undefined;
  // At the window the materials come first.
  const pane = state.pane ?? (isItem && it.status !== 'closed' ? 'application' : 'thread');
  const middle = beside ? <Course beside={beside} pane={pane} onPane={(next) => set({ pane: next })} it={it}>{thread}</Course> : thread;
  const facts = <Rail it={it} act={act} />;
  return (
    <div className={css.case}>
      <CaseHeader it={it} act={act} queue={queue} />
      {narrow && <Tabs tab={tab} onChange={setTab} />}
      {narrow ? (tab === 'thread' ? middle : facts) : (
        <Panes left={queue.shown && <Queue current={it.id} queue={state.queue} />} right={!railOff && facts}>{middle}</Panes>
      )}
      {state.do && <CommandDrawer name={state.do} on={state.on} it={it} onClose={() => set({ do: undefined, on: undefined })} />}
    </div>
  );
}

type CourseProps = { it: Case; beside: Pane; pane: Pane; onPane: (pane: Pane) => void; children: ReactNode };

/** A complaint, and an application for a service item, has a workspace beside its course. */
function Course({ it, beside, pane, onPane, children }: CourseProps) {
  const { t } = useTranslation('cases');
  const tabs = [{ key: 'thread', name: t('case.thread') }, { key: beside, name: t(`${beside}.tab`) }];
  const work = beside === 'complaint' ? <ComplaintWorkspace it={it} /> : <ApplicationWorkspace it={it} />;
  return (
    <div className={css.thread}>
      <CountTabs label={t(`${beside}.tab`)} tabs={tabs} on={pane} onShow={(key) => onPane(oneOf({ key }, 'key', panes) ?? 'thread')} />
      {pane === beside ? work : children}
    </div>
  );
}

type PanesProps = { left: ReactNode; right: ReactNode; children: ReactNode };

/** The list, the course and what belongs to the case, side by side. */
function Panes({ left, right, children }: PanesProps) {
  const { t } = useTranslation('cases');
  const middle = right ? <Split name="rail" label={t('pane.rail')} edge="end" limits={rail} pane={right}>{children}</Split> : children;
  return left ? <Split name="queue" label={t('pane.queue')} edge="start" limits={list} pane={left}>{middle}</Split> : middle;
}

/** Whether the list stands beside the case; kept on this computer. */
function useQueueShown() {
  const { queueShown: shown } = usePrefs();
  const toggle = () => setPrefs({ queueShown: !shown });
  useShortcut('case.queue', toggle);
  return { shown, toggle };
}

function Tabs({ tab, onChange }: { tab: 'thread' | 'facts'; onChange: (tab: 'thread' | 'facts') => void }) {
  const { t } = useTranslation('cases');
  return (
    <Segmented<'thread' | 'facts'>
      block
      value={tab}
      onChange={onChange}
      options={[{ value: 'thread', label: t('case.pane') }, { value: 'facts', label: t('case.facts') }]}
    />
  );
}
