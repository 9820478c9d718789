import { PrinterOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWatchers } from '@/api/live-context';
import { useSession } from '@/api/session';
import type { Case } from '@/api/types';
import { useWords } from '@/kit/book';
import { Key } from '@/kit/key';
import { People, Person } from '@/kit/person';
import { useNarrow } from '@/kit/prefs';
import { When } from '@/kit/when';
import { usePrinting } from '../application-hooks';
import css from '../cases.module.css';
import { CaseActions } from './case-actions';
import { Marks } from './case-columns';
import { Clocks } from './clocks';
import { useRun } from './papers';
import { CaseTags } from './tags';

type Props = { it: Case; act: (name: string, on?: string) => void; queue: { shown: boolean; toggle: () => void } };

/** Identity, status, who has it, and its clocks; what can be done next stands at the right. */
export function CaseHeader({ it, act, queue }: Props) {
  const { t } = useTranslation('cases');
  const narrow = useNarrow();
  const { say } = useWords();
  return (
    <header className={css.strip}>
      <div className={css.stripTop}>
        {!narrow && <Tooltip title={<>{t('queue.name')} <Key id="case.queue" /></>}><Button icon={<UnorderedListOutlined />} aria-label={t('queue.name')} aria-pressed={queue.shown} onClick={queue.toggle} /></Tooltip>}
        <h1 className={css.stripTitle}>{it.subject}</h1>
        <Others caseId={it.id} />
        <PrintFile caseId={it.id} />
        <CaseActions it={it} act={act} />
      </div>
      <div className={css.stripLine}>
        <b>{it.number}</b>
        <span>{t(`status.${it.status}`)} · {say('steps', it.step)}</span>
        <span>{[say('kinds', it.kind), say('classes', it.class)].filter(Boolean).join(' / ')}</span>
        <Marks row={{ ...it, tags: [] }} />
        <CaseTags it={it} />
        <span>{t('field.owner')} <b><Person who={it.owner} nobody={t('list.noOwner')} /></b></span>
        <span>{t('field.unit')} <b>{it.unit.name}</b></span>
        {it.first_owner && <span>{t('field.firstOwner')} <b>{it.first_owner.name}</b></span>}
        {it.customer && (
          <span>{t('field.customer')} <Link to="/customers/$customerId" params={{ customerId: it.customer.id }}>{it.customer.name}</Link></span>
        )}
        <span>{t('field.opened')} <When at={it.opened_at} /></span>
      </div>
      <Clocks it={it} />
    </header>
  );
}

/** The whole file of the case as a PDF. */
function PrintFile({ caseId }: { caseId: string }) {
  const { t } = useTranslation('cases');
  const { busy, run } = useRun();
  const print = usePrinting(caseId).file;
  return <Tooltip title={t('application.printFile')}><Button icon={<PrinterOutlined />} aria-label={t('application.printFile')} loading={busy} onClick={() => void run(print)} /></Tooltip>;
}

/** Who else has it open, and who of them is writing. */
function Others({ caseId }: { caseId: string }) {
  const { t } = useTranslation('cases');
  const { person } = useSession();
  const others = useWatchers(caseId).filter(({ id }) => id !== person.id);
  const typing = others.filter(({ typing }) => typing).map(({ name }) => name);
  return (
    <span role="status" className={css.clock}>
      {others.length > 0 && <People people={others} say={(name) => t('case.alsoHere', { name })} />}
      {typing.length > 0 && <span className={css.small}>{t('case.typing', { names: typing.join(t('case.and')) })}</span>}
    </span>
  );
}
