import { TagsOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBook } from '@/kit/book';
import css from '../cases.module.css';
import type { Begin } from './bulk-bar';
import { TagPick } from './tags';

/** Puts tags on the chosen cases, or takes them off. */
export function BulkTags({ begin }: { begin: Begin }) {
  const { t } = useTranslation('cases');
  const { tags: policy } = useBook();
  const [ids, setIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  if (policy.at_most === 0) return null;
  const run = async (add: boolean) => {
    setBusy(true);
    await begin({ act: 'tag', add: add ? ids : [], remove: add ? [] : ids }).catch(() => setBusy(false));
  };
  const content = (
    <div className={css.cards}>
      <TagPick autoFocus style={{ width: 280 }} value={ids} onChange={setIds} />
      <div className={css.formFoot}>
        <Button disabled={ids.length === 0} loading={busy} onClick={() => void run(false)}>{t('tags.takeOff')}</Button>
        <Button type="primary" disabled={ids.length === 0} loading={busy} onClick={() => void run(true)}>{t('tags.putOn')}</Button>
      </div>
    </div>
  );
  return <Popover trigger="click" content={content}><Button icon={<TagsOutlined />}>{t('tags.title')}</Button></Popover>;
}
