import { useNavigate } from '@tanstack/react-router';
import { Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDrawer } from '@/kit/form-drawer';
import { useRenew, useScope, type Document } from '../hooks';
import { useSaid } from './said';

type Wish = { whom: 'same' | 'organisation' | 'site' | 'team' | 'role'; unit?: string; role?: string };

/** Begins a draft from a version: for the same part of the organisation, or for another one. */
export function StartDraft({ it, onClose }: { it: Document; onClose: () => void }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const scope = useScope();
  const renew = useRenew();
  const navigate = useNavigate();
  const units = api.useQuery('get', '/api/v1/units').data ?? [];
  const roles = api.useQuery('get', '/api/v1/roles').data ?? [];
  const start = api.useMutation('post', '/api/v1/policies/{kind}/drafts', { onSuccess: renew });
  const send = async ({ whom, unit, role }: Wish) => {
    const wanted = { same: undefined, organisation: 'organisation', site: `site:${unit}`, team: `team:${unit}`, role: `role:${role}` }[whom];
    const made = await start.mutateAsync({ params: { path: { kind: it.kind } }, body: { from: it.version, ...(wanted ? { scope: wanted } : {}) } });
    await navigate({ to: '/policies/$kind/edit', params: { kind: made.kind }, search: { version: made.version } as never });
  };
  const named = (kind: string) => units.filter((one) => one.kind === kind).map(({ id, code, name }) => ({ value: code ?? id, label: name }));
  const ways = (['same', 'organisation', 'site', 'team', 'role'] as const).map((value) => ({ value, label: value === 'same' ? t('draft.same', { scope: scope(it) }) : t(`draft.${value}`) }));
  return (
    <FormDrawer<Wish> title={t('act.draft')} verb={t('draft.do')} initial={{ whom: 'same' }} intro={<p>{t('draft.how', { version: it.version })}</p>} onClose={onClose} onSend={send}>
      {(form) => (
        <>
          <Form.Item name="whom" label={t('field.scope')}><Radio.Group vertical options={ways} /></Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const whom = form.getFieldValue('whom') as Wish['whom'];
              if (whom === 'site' || whom === 'team') return <Form.Item name="unit" label={t(`draft.${whom}`)} rules={[{ required: true, message: t('draft.which') }]}><Select showSearch={{ optionFilterProp: 'label' }} options={named(whom)} /></Form.Item>;
              if (whom === 'role') return <Form.Item name="role" label={t('draft.role')} rules={[{ required: true, message: t('draft.which') }]}><Select showSearch={{ optionFilterProp: 'label' }} options={roles.map(({ id, name }) => ({ value: id, label: said(name) }))} /></Form.Item>;
              return null;
            }}
          </Form.Item>
        </>
      )}
    </FormDrawer>
  );
}
