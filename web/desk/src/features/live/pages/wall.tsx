import { ArrowLeftOutlined, FullscreenOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { Loaded } from '@/kit/load';
import { useNow } from '@/kit/now';
import { useTitle } from '@/kit/page';
import { useAlerts, useBoard, useCaseCounts } from '../hooks';
import css from '../wall.module.css';
import { Longest } from '../parts/groups';
import { useShare } from '../parts/tiles';
import { fullest, opened, presenceCounts, type Board, type View } from '../rules';
import { useSince, useWordsOf } from '../words';

/** The floor on a large screen: read from eight metres, nothing scrolls, nobody has to touch it; each number opens all the same. */
export function WallPage() {
  const { t } = useTranslation('live');
  useTitle(t('wallTitle'));
  const board = useBoard();
  return (
    <section className={css.wall} aria-label={t('wallTitle')}>
      <header className={css.head}>
        <h1>{t('wallTitle')}</h1>
        <span className={css.headActs}>
          <Link to={'/live' as never} aria-label={t('back')}><ArrowLeftOutlined aria-hidden /></Link>
          <Button type="text" icon={<FullscreenOutlined />} aria-label={t('fullScreen')} onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)} />
        </span>
        <Clock />
      </header>
      <Loaded of={board}>{(it) => <Screen board={it} />}</Loaded>
    </section>
  );
}

function Clock() {
  return <time className={css.clock}>{dayjs(useNow(true)).format('HH:mm:ss')}</time>;
}

/** Rows for which there is room. */
const rows = 5;

function Screen({ board }: { board: Board }) {
  const { t } = useTranslation('live');
  const { total } = board;
  const cases = useCaseCounts();
  const [service, satisfied] = [useShare('conversation_within_limit').value, useShare('conversation_satisfaction').value];
  const queues = fullest(board.queues, rows);
  return (
    <>
      <div className={css.big}>
        <Big view="waiting" name="waiting" value={count(total.waiting)} />
        <Big view="waiting" name="longest" value={useSince(total.longest)} />
        <Big view="serving" name="serving" value={count(total.serving)} />
        <Big view="overdue" name="overdue" value={count(total.overdue)} hot={total.overdue > 0} />
        <Big name="service" value={service} to="/figures/conversation_within_limit" />
        <Big name="satisfied" value={satisfied} to="/figures/conversation_satisfaction" />
        <Big name="casesOverdue" value={cases ? count(cases.overdue) : '–'} hot={(cases?.overdue ?? 0) > 0} to="/cases?view=overdue" />
        <Big view="agitated" name="agitated" value={count(total.agitated)} hot={total.agitated > 0} />
      </div>
      <div className={css.below}>
        <Block title={t('by.queue')}>
          {queues.length === 0 && <p className={css.calm}>{t('none.waiting')}</p>}
          {queues.map(({ id, name, figures }) => (
            <p key={id} className={css.row}><span className={css.name}>{name}</span><b>{count(figures.waiting)}</b><span className={css.span}><Longest at={figures.longest} /></span></p>
          ))}
        </Block>
        <Block title={t('agents')}>
          <p className={css.presence}>{t('presence', presenceCounts(board.agents))}</p>
          {board.agents.toSorted((a, b) => b.load - a.load).slice(0, rows - 1).map((it) => (
            <p key={it.person.id} className={css.row}><span className={css.name}>{it.person.name}</span><span className={css.span}>{t(`state.${it.state}`)}</span><b>{count(it.load)}</b></p>
          ))}
        </Block>
        <Alerts />
      </div>
    </>
  );
}

type BigProps = { view?: View; name: string; value: ReactNode; hot?: boolean; to?: string };

function Big({ view, name, value, hot = false, to }: BigProps) {
  const { t } = useTranslation('live');
  const [path = '', query = ''] = (to ?? '/live').split('?');
  const search = view ? opened(view) : Object.fromEntries(new URLSearchParams(query));
  return <Link to={path as never} search={search as never} className={`${css.tile} ${hot ? css.hot : ''}`}><span className={css.value}>{value}</span><span className={css.label}>{t(`figure.${name}`)}</span></Link>;
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return <section className={css.block} aria-label={title}><h2>{title}</h2>{children}</section>;
}

function Alerts() {
  const { t } = useTranslation('live');
  const { found } = useWordsOf();
  const items = useAlerts(false).data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Block title={`${t('alerts')} ${items.length > 0 ? count(items.length) : ''}`}>
      {items.length === 0 && <p className={css.calm}>{t('none.alerts')}</p>}
      {items.slice(0, rows).map((it) => (
        <p key={it.id} className={css.row}><span className={`${css.name} ${it.acknowledged_at ? '' : css.hotText}`}>{t(`kind.${it.kind}`)}</span><span className={css.span}>{it.owner?.name ?? found(it)}</span></p>
      ))}
    </Block>
  );
}
