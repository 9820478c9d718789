import { FullscreenOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { count } from '@/kit/figures';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Section } from '@/kit/section';
import { useUrlState } from '@/kit/url';
import { useAlerts, useBoard } from '../hooks';
import css from '../live.module.css';
import { AgentsTable } from '../parts/agents';
import { AlertList } from '../parts/alerts';
import { Behind } from '../parts/behind';
import { GroupsTable } from '../parts/groups';
import { Tiles } from '../parts/tiles';
import { groupings, opened, parseShown, presenceCounts, type Board, type Grouping, type Shown } from '../rules';

/** What happens on the floor right now: every number opens to what it counts, every alert is somebody's. */
export function LivePage() {
  const { t } = useTranslation('live');
  const board = useBoard();
  const wall = <Link to={'/wall' as never}><FullscreenOutlined aria-hidden /> {t('wall')}</Link>;
  return <Page title={t('title')} extra={wall}><Loaded of={board}>{(it) => <Floor board={it} />}</Loaded></Page>;
}

function Floor({ board }: { board: Board }) {
  const { t } = useTranslation('live');
  const [shown, set] = useUrlState<Shown>(parseShown);
  return (
    <>
      <Tiles board={board} view={shown.view} onOpen={(view) => set(opened(view) as never, true)} />
      <div className={css.columns}>
        <div className={css.column}>
          <Alerts settled={shown.settled === '1'} onShow={(settled) => set({ settled: settled ? '1' : undefined })} />
          <Behind board={board} shown={shown} onAll={() => set(opened(shown.view) as never)} />
        </div>
        <div className={css.column}>
          <Section flush title={t('now')} extra={<Segmented<Grouping> size="small" aria-label={t('by.name')} value={shown.by} onChange={(by) => set({ by })} options={groupings.map((value) => ({ value, label: t(`by.${value}`) }))} />}>
            <GroupsTable board={board} by={shown.by} onOpen={(view, id) => set(opened(view, shown.by, id) as never, true)} />
          </Section>
          <Section flush title={t('agents')} extra={<span className={css.quiet}>{t('presence', presenceCounts(board.agents))}</span>}>
            <AgentsTable agents={board.agents} onOpen={(id) => set(opened('serving', 'agent', id) as never, true)} />
          </Section>
        </div>
      </div>
    </>
  );
}

function Alerts({ settled, onShow }: { settled: boolean; onShow: (settled: boolean) => void }) {
  const { t } = useTranslation('live');
  const reading = useAlerts(settled);
  const items = reading.data?.pages.flatMap((page) => page.items);
  const many = items && items.length > 0 && !settled ? ` ${count(items.length)}${reading.hasNextPage ? '+' : ''}` : '';
  return (
    <Section flush title={`${t('alerts')}${many}`} extra={<Segmented size="small" aria-label={t('alerts')} value={settled ? 'settled' : 'open'} onChange={(value) => onShow(value === 'settled')} options={[{ value: 'open', label: t('openAlerts') }, { value: 'settled', label: t('settledAlerts') }]} />}>
      <AlertList reading={reading} settled={settled} />
    </Section>
  );
}
