import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEndings, useQueues } from '@/kit/policy';
import { useTags } from '@/kit/tags';
import css from '../thread.module.css';
import type { Writing } from '../writing';

/** What happens to the conversation once the reply was sent, each to be left out. */
export function Afterwards({ writing: { after, setAfter } }: { writing: Writing }) {
  const { t } = useTranslation('conversations');
  const { standing } = useTags();
  const endings = useEndings();
  const { sayQueue } = useQueues();
  if (!after) return null;
  const { tags, act } = after;
  const leave = (tagsLeft: string[], actLeft: typeof act) => setAfter(tagsLeft.length > 0 || actLeft ? { tags: tagsLeft, act: actLeft } : undefined);
  const word = act?.act === 'close' ? (endings.find(({ value }) => value === act.outcome)?.label ?? act.outcome) : act?.act === 'transfer' ? sayQueue(act.queue) : '';
  const all = [
    ...tags.map((id) => ({ key: id, said: t('after.tag', { name: standing(id)?.name ?? id }), drop: () => leave(tags.filter((one) => one !== id), act) })),
    ...(act ? [{ key: 'act', said: t(`after.${act.act}`, { word }), drop: () => leave(tags, undefined) }] : []),
  ];
  return (
    <ul className={css.attached} aria-label={t('after.name')}>
      {all.map(({ key, said, drop }, at) => (
        <li key={key}>
          {at === 0 && <small>{t('after.name')}</small>}
          <span>{said}</span>
          <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('after.drop', { said })} onClick={drop} />
        </li>
      ))}
    </ul>
  );
}
