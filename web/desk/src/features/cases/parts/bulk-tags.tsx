import { TagsOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { CaseRow, Schemas } from '@/api/types';
import { useBook } from '@/kit/book';
import { tellDone } from '@/kit/undo';
import css from '../cases.module.css';
import { commandsOn } from '../hooks';
import { TagPick } from './tags';

/** Puts tags on the chosen rows, or takes them off; what was refused is listed with its reason. */
export function BulkTags({ rows }: { rows: CaseRow[] }) {
  const { t } = useTranslation('cases');
  const { tags: policy } = useBook();
  const { notification } = App.useApp();
  const cache = useQueryClient();
  const [ids, setIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  if (policy.at_most === 0) return null;
  const each = async (put: Schemas['PutTags']) => {
    const refused: string[] = [];
    for (const row of rows) {
      // Each is a command of its own, with its own refusal.
      // oxlint-disable-next-line no-await-in-loop
      await commandsOn(cache, row).tag(put).catch((thrown: unknown) => refused.push(`${row.number}: ${toProblem(thrown).title}`));
    }
    if (refused.length > 0) notification.warning({ title: t('tags.bulkRefused', { count: refused.length }), description: refused.map((line) => <div key={line}>{line}</div>), duration: 0 });
    return rows.length - refused.length;
  };
  const run = async (add: boolean) => {
    setBusy(true);
    const count = await each(add ? { add: ids, remove: [] } : { add: [], remove: ids });
    setBusy(false);
    if (count > 0) tellDone(t('tags.bulkDone', { count }), () => each(add ? { add: [], remove: ids } : { add: ids, remove: [] }));
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
