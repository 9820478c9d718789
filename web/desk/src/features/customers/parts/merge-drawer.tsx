import { useNavigate } from '@tanstack/react-router';
import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, http } from '@/api/client';
import type { Customer, Schemas } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { tellDone } from '@/kit/undo';
import css from '../customers.module.css';
import { useFresh } from '../hooks';

type Values = { survivor: string } & Schemas['MergeKeeping'];

/** Which profile is kept, and whose values. */
export function MergeDrawer({ it, onClose }: { it: Schemas['CustomerPair']; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const fresh = useFresh();
  const merge = api.useMutation('post', '/api/v1/customers/{id}/merge');
  const undo = api.useMutation('post', '/api/v1/customers/merges/{id}/undo', { onSuccess: fresh });
  const send = async ({ survivor, ...keep }: Values) => {
    const [kept, other] = survivor === it.second.id ? [it.second, it.first] : [it.first, it.second];
    const done = await merge.mutateAsync({ params: { path: { id: kept.id } }, body: { merged: other.id, version: kept.version, merged_version: other.version, keep } });
    void fresh();
    const { data: merges } = await http.GET('/api/v1/customers/{id}/merges', { params: { path: { id: kept.id } } });
    const made = merges?.find(({ merged, can_undo: can }) => merged === other.id && can);
    tellDone(t('merge.done', { name: done.name }), made && (() => undo.mutateAsync({ params: { path: { id: made.id } }, body: { since: 'survivor' } })));
    await navigate({ to: '/customers/$customerId', params: { customerId: kept.id } });
  };
  return (
    <FormDrawer<Values>
      title={t('merge.title')}
      verb={t('merge.do')}
      intro={<p>{t('merge.intro')}</p>}
      initial={{ survivor: older(it).id, name: 'survivor', tier: 'survivor', note: 'both' }}
      size={520}
      onClose={onClose}
      onSend={send}
    >
      <Form.Item name="survivor" label={t('merge.survivor')}>
        <Radio.Group className={css.choices ?? ''} options={[it.first, it.second].map((one) => ({ value: one.id, label: <Which it={one} /> }))} />
      </Form.Item>
      {(['name', 'tier', 'note'] as const).map((field) => (
        <Form.Item key={field} name={field} label={t('merge.keep', { field: t(`field.${field}`) })}>
          <Radio.Group options={(field === 'note' ? ['survivor', 'merged', 'both'] as const : ['survivor', 'merged'] as const).map((value) => ({ value, label: t(`merge.of.${value}`) }))} />
        </Form.Item>
      ))}
    </FormDrawer>
  );
}

/** The one known for longer is kept unless somebody says otherwise. */
function older({ first, second }: Schemas['CustomerPair']): Customer {
  return first.created_at <= second.created_at ? first : second;
}

function Which({ it }: { it: Customer }) {
  return <span>{[it.name, ...it.identities.map(({ masked }) => masked)].filter(Boolean).join(' · ')}</span>;
}
