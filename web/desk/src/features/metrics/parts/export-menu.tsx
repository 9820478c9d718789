import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { savePng } from '@/kit/chart';
import { courseOption } from '../charts';
import { exportUrl, type Question, type Report } from '../rules';
import { useValue } from '../say';
import { useInk } from './course-chart';

/** Takes the report away: as a sheet, as text, or the picture. */
export function ExportMenu({ report, question }: { report: Report; question: Question }) {
  const { t } = useTranslation('metrics');
  const may = useMay();
  const ink = useInk();
  const say = useValue(report.metric);
  if (!may('metrics.export')) return null;
  const { id } = report.metric;
  const picture = () => savePng(courseOption(report, undefined, question.grain, ink, say, { now: t('now'), before: t('before'), interval: t('intervalName') }), `${id}.png`);
  const items = [
    { key: 'xlsx', label: <a href={exportUrl(id, question, 'xlsx')} download>{t('export.xlsx')}</a> },
    { key: 'csv', label: <a href={exportUrl(id, question, 'csv')} download>{t('export.csv')}</a> },
    { key: 'png', label: t('export.png'), onClick: () => void picture() },
  ];
  return <Dropdown menu={{ items }} trigger={['click']}><Button icon={<DownloadOutlined />}>{t('export.name')}</Button></Dropdown>;
}
