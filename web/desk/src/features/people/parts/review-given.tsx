import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Schemas } from '@/api/types';
import { DueChip } from '@/kit/due-chip';
import { PersonField } from '@/kit/fields';
import { FormDrawer } from '@/kit/form-drawer';
import { useRenewReviews } from '../hooks';
import css from '../people.module.css';

/** Who reviews somebody and by when; an administrator names another one. */
export function ReviewGiven({ row }: { row: Schemas['AccessRow'] }) {
  const { t } = useTranslation('people');
  const may = useMay();
  const [giving, setGiving] = useState(false);
  const it = row.under_way;
  if (!it) return null;
  return (
    <>
      <div>{it.mine ? t('round.me') : it.reviewer_name ?? t('round.nobody')}</div>
      <DueChip due={it.due_at} />
      {may('system.admin') && <Button type="link" size="small" aria-label={t('round.giveOf', { name: row.name })} onClick={() => setGiving(true)}>{t('round.give')}</Button>}
      {giving && <Give row={row} onClose={() => setGiving(false)} />}
    </>
  );
}

function Give({ row, onClose }: { row: Schemas['AccessRow']; onClose: () => void }) {
  const { t } = useTranslation('people');
  const onSuccess = useRenewReviews();
  const send = api.useMutation('post', '/api/v1/people-access/{id}/reviewer', { onSuccess });
  return (
    <FormDrawer<Schemas['GiveReview']>
      title={t('round.giveOf', { name: row.name })}
      verb={t('round.give')}
      intro={<p className={css.muted}>{t('round.giveHow')}</p>}
      onClose={onClose}
      onSend={(body) => send.mutateAsync({ params: { path: { id: row.person_id } }, body })}
    >
      <Form.Item name="reviewer_id" label={t('round.reviewer')} rules={[{ required: true, message: t('need', { what: t('round.reviewer') }) }]}><PersonField autoFocus /></Form.Item>
    </FormDrawer>
  );
}
