import { FlagOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { http } from '@/api/client';
import { toProblem } from '@/api/problem';
import { taken } from '@/api/taken';
import { tellDone } from '@/kit/undo';
import { renewTalks } from '../hooks';

const offers = {
  half: () => dayjs().add(30, 'minute'),
  two: () => dayjs().add(2, 'hour'),
  evening: () => dayjs().hour(18).minute(0).second(0),
  tomorrow: () => dayjs().add(1, 'day').hour(12).minute(0).second(0),
};
type Offer = keyof typeof offers;

/** A promise on a linked case by one click: by when the customer gets an answer. */
export function PromiseMenu({ caseId, number }: { caseId: string; number: string }) {
  const { t } = useTranslation('conversations');
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const promise = async (offer: Offer) => {
    const due = offers[offer]().millisecond(0);
    const params = { path: { id: caseId } };
    try {
      const { version } = await taken(http.GET('/api/v1/cases/{id}', { params }));
      await taken(http.POST('/api/v1/cases/{id}/promise', { params, body: { due_at: due.toISOString(), text: t('promise.text'), version } }));
      await renewTalks(cache);
      await cache.invalidateQueries({ queryKey: ['get', '/api/v1/cases'] });
      tellDone(t('promise.done', { number, at: due.format('MM-DD HH:mm') }));
    } catch (thrown) {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || problem.code });
    }
  };
  const open = (Object.keys(offers) as Offer[]).filter((offer) => offers[offer]().isAfter(dayjs()));
  const items = [...open.map((key) => ({ key, label: t(`promise.${key}`) })), { key: 'other', label: t('promise.other') }];
  const pick = (key: string) => (key === 'other' ? void navigate({ to: '/cases/$caseId', params: { caseId }, search: { do: 'promise' } as never }) : void promise(key as Offer));
  return <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => pick(key) }}><Button size="small" icon={<FlagOutlined />}>{t('promise.do')}</Button></Dropdown>;
}
