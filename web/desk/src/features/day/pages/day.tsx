import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay, useSession } from '@/api/session';
import type { CaseRow, Counts } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { count } from '@/kit/figures';
import { Empty, Loaded } from '@/kit/load';
import { useNow } from '@/kit/now';
import { Page } from '@/kit/page';
import { Section } from '@/kit/section';
import { When } from '@/kit/when';
import { useWords } from '@/kit/book';
import css from '../day.module.css';
import { greeting, sections, tiles, type DaySection } from '../rules';

/** Where a person's day begins: what is due, what was promised, what waits to be taken. */
export function DayPage() {
  const { t } = useTranslation('day');
  const { person } = useSession();
  const may = useMay();
  const part = greeting(new Date(useNow()).getHours());
  return (
    <Page title={t(`hello.${part}`, { name: person.name })} note={person.unit_name}>
      <Tiles />
      <div className={css.columns}>
        {sections.filter(({ right }) => !right || may(right)).map((one) => <Part key={one.key} one={one} />)}
        {may('people.read') && <Reviews />}
      </div>
    </Page>
  );
}

function Tiles() {
  const { t } = useTranslation('day');
  const { data } = api.useQuery('get', '/api/v1/cases/counts', undefined, { staleTime: Infinity });
  return (
    <nav className={css.tiles} aria-label={t('tiles')}>
      {tiles.map(({ count: name, view, hot }) => (
        <Link key={name} to="/cases" search={{ view } as never} className={css.tile ?? ''}>
          <span className={`${css.figure} ${hot && (data?.[name] ?? 0) > 0 ? css.hot : ''}`}>{figure(data, name)}</span>
          <span>{t(`tile.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}

function figure(counts: Counts | undefined, name: keyof Counts): string {
  return counts ? count(counts[name]) : '–';
}

function Part({ one }: { one: DaySection }) {
  const { t } = useTranslation('day');
  const reading = api.useQuery('get', '/api/v1/cases', { params: { query: { ...one.query, limit: 8 } } });
  const all = <Link to="/cases" search={{ view: one.view } as never}>{t('all')}</Link>;
  return (
    <Section title={t(`part.${one.key}`)} extra={all} flush>
      <Loaded of={reading} rows={4}>
        {({ items }) => (items.length === 0 ? <Empty what={t(`none.${one.key}`)} /> : <ul className={css.rows}>{items.map((row) => <Row key={row.id} row={row} promised={one.key === 'promised'} />)}</ul>)}
      </Loaded>
    </Section>
  );
}

/** People whose access this person is asked to review; nothing where nobody waits. */
function Reviews() {
  const { t } = useTranslation('day');
  const { data } = api.useQuery('get', '/api/v1/people-access', { params: { query: { mine: true, limit: 8 } } });
  if (!data || data.items.length === 0) return null;
  const all = <Link to="/access-review" search={{ show: 'mine' } as never}>{t('all')}</Link>;
  return (
    <Section title={t('part.reviews')} extra={all} flush>
      <ul className={css.rows}>
        {data.items.map((one) => (
          <li key={one.person_id}>
            <Link to="/access-review" search={{ show: 'mine' } as never} className={css.row ?? ''}>
              <span className={css.subject}>{one.name}</span>
              <span className={css.kind}>{one.unit_name}</span>
              <DueChip due={one.under_way?.due_at} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ row, promised }: { row: CaseRow; promised: boolean }) {
  const { say } = useWords();
  return (
    <li>
      <Link to="/cases/$caseId" params={{ caseId: row.id }} className={css.row ?? ''}>
        <span className={css.subject}>{row.subject}</span>
        <span className={css.kind}>{say('kinds', row.kind)}</span>
        {promised ? <DueChip due={row.promise_due_at} /> : row.due_at ? <DueChip due={row.due_at} half={row.due_half_at} near={row.due_near_at} paused={row.status === 'paused'} /> : <When at={row.opened_at} />}
      </Link>
    </li>
  );
}
