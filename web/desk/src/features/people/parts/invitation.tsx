import { App, Button, Modal, Popconfirm } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { Loaded } from '@/kit/load';
import { Section } from '@/kit/section';
import { toMinute } from '@/kit/when';
import css from '../people.module.css';
import { invitationAddress } from '../rules';
import { Chip, type Tone } from './chip';

type Link = Schemas['InvitationLink'];
const tones = { open: 'ok', used: 'still', expired: 'over', withdrawn: 'still' } satisfies Record<string, Tone>;

/** The link by which somebody sets their own password: made, made anew, taken back. */
export function InvitationSection({ person }: { person: string }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const cache = useQueryClient();
  const [link, setLink] = useState<Link>();
  const path = { params: { path: { id: person } } };
  const latest = api.useQuery('get', '/api/v1/people/{id}/invitation', path, { retry: false });
  const renew = () => void cache.invalidateQueries({ queryKey: ['get', '/api/v1/people/{id}/invitation'] });
  const onError = (problem: { title: string }) => void message.error(problem.title);
  const make = api.useMutation('post', '/api/v1/people/{id}/invitation', { onSuccess: (it) => { setLink(it); renew(); }, onError });
  const withdraw = api.useMutation('delete', '/api/v1/people/{id}/invitation', { onSuccess: renew, onError });
  // Of oneself, and of those whom only administrators change, there is nothing to show.
  if (latest.error) return null;
  return (
    <Section title={t('invitation.title')}>
      <Loaded of={latest} rows={1}>
        {({ latest: it }) => (
          <ul className={css.lines}>
            <li>
              {it && <Chip tone={tones[it.state]}>{t(`invitation.${it.state}`)}</Chip>}
              <span className={css.reason}>{it ? t('invitation.until', { at: toMinute(it.until) }) : t('invitation.none')}</span>
              <Button size="small" loading={make.isPending} onClick={() => make.mutate(path)}>{t(it?.state === 'open' ? 'invitation.again' : 'invitation.make')}</Button>
              {it?.state === 'open' && <Popconfirm title={t('invitation.sure')} okText={t('invitation.withdraw')} onConfirm={() => withdraw.mutate(path)}><Button size="small" loading={withdraw.isPending}>{t('invitation.withdraw')}</Button></Popconfirm>}
            </li>
          </ul>
        )}
      </Loaded>
      {link && <ShowLink of={link} onClose={() => setLink(undefined)} />}
    </Section>
  );
}

/** A link that was just made, for copying; it is shown this once. */
export function ShowLink({ of: { name, word, until }, onClose }: { of: Link; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { message } = App.useApp();
  const address = invitationAddress(word);
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    void message.info(t('invitation.copied'));
  };
  return (
    <Modal open title={t('invitation.of', { name })} onCancel={onClose} footer={<><Button onClick={onClose}>{t('invitation.close')}</Button><Button type="primary" onClick={() => void copy()}>{t('invitation.copy')}</Button></>}>
      <p>{t('invitation.once', { at: toMinute(until) })}</p>
      <code className={css.address}>{address}</code>
    </Modal>
  );
}
