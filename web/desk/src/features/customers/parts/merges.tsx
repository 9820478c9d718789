import { Alert, Button, Form, Radio, Tag } from 'antd';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer, Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { Section } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { useFresh } from '../hooks';

type Merge = Schemas['CustomerMerge'];

/** Profiles that may be the same person as this one. */
export function MayBeSame({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const { data = [] } = api.useQuery('get', '/api/v1/customers/{id}/duplicates', { params: { path: { id } } });
  if (data.length === 0) return null;
  return <Alert type="info" showIcon title={t('pair.banner', { count: data.length })} action={<Link to="/customers/duplicates">{t('pair.look')}</Link>} />;
}

/** What was merged into this profile, and the way back. */
export function Merges({ it }: { it: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay()('customers.merge');
  const [undoing, setUndoing] = useState<Merge>();
  const { data = [] } = api.useQuery('get', '/api/v1/customers/{id}/merges', { params: { path: { id: it.id } } });
  if (data.length === 0) return null;
  return (
    <Section title={t('merge.section')}>
      <ul className={css.identities}>
        {data.map((merge) => (
          <li key={merge.id} className={css.identity}>
            <span>{t('merge.into', { name: merge.merged_name })}</span>
            <span className={css.small}>{merge.by?.name} <When at={merge.at} /></span>
            {merge.undone_at ? <Tag>{t('merge.undone')}</Tag> : (
              <Button type="link" size="small" disabled={!merge.can_undo} title={merge.can_undo ? undefined : t(may ? 'merge.later' : 'pair.needRight')} onClick={() => setUndoing(merge)}>{t('merge.undo')}</Button>
            )}
          </li>
        ))}
      </ul>
      {undoing && <Undo it={it} merge={undoing} onClose={() => setUndoing(undefined)} />}
    </Section>
  );
}

function Undo({ it, merge, onClose }: { it: Customer; merge: Merge; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const onSuccess = useFresh();
  const undo = api.useMutation('post', '/api/v1/customers/merges/{id}/undo', { onSuccess });
  const send = async ({ since }: { since: Schemas['Since'] }) => {
    await undo.mutateAsync({ params: { path: { id: merge.id } }, body: { since } });
    tellDone(t('merge.undoDone'));
  };
  return (
    <FormDrawer<{ since: Schemas['Since'] }> title={t('merge.undo')} verb={t('merge.undo')} intro={<p>{t('merge.undoIntro')}</p>} initial={{ since: 'survivor' }} onClose={onClose} onSend={send}>
      <Form.Item name="since" label={t('merge.since')}>
        <Radio.Group className={css.choices ?? ''} options={[{ value: 'survivor', label: t('merge.stay', { name: it.name }) }, { value: 'merged', label: t('merge.move', { name: merge.merged_name }) }]} />
      </Form.Item>
    </FormDrawer>
  );
}
