import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer, Schemas } from '@/api/types';
import { ProblemBox } from '@/kit/problem';
import { Facts } from '@/kit/section';
import { tellDone } from '@/kit/undo';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { useCustomerWords, useFresh } from '../hooks';

type Pair = Schemas['CustomerPair'];

/** Two profiles side by side, what they share, and what can be said about them. */
export function PairCard({ it, onMerge }: { it: Pair; onMerge: () => void }) {
  const { t } = useTranslation('customers');
  const { say } = useCustomerWords();
  const name = t('pair.compare', { first: it.first.name, second: it.second.name });
  return (
    <article className={css.pair} aria-label={name}>
      <div className={css.why}>
        <span>{t('pair.why')}</span>
        {it.signs.map((sign) => <Tag key={sign}>{say('signs', sign)}</Tag>)}
        <span className={css.small}>{t('pair.weight', { weight: it.weight, threshold: it.threshold })}</span>
        <span className={css.small}>{t('pair.since')} <When at={it.proposed_at} /></span>
      </div>
      <div className={css.sides}><Side it={it.first} /><Side it={it.second} /></div>
      <Decide it={it} onMerge={onMerge} />
    </article>
  );
}

export function Side({ it }: { it: Customer }) {
  const { t } = useTranslation('customers');
  return (
    <div className={css.sidePart}>
      <Link to="/customers/$customerId" params={{ customerId: it.id }} className={css.sideName ?? ''}>{it.name || t('field.name')}</Link>
      <Facts items={[
        ...it.identities.map(({ id, kind, masked }): [string, React.ReactNode] => [t(`identity.${kind}`), <span key={id} className={css.value}>{masked}</span>]),
        [t('field.tier'), it.tier && t(`tier.${it.tier}`, { defaultValue: it.tier })],
        [t('field.openCases'), it.open_cases],
        [t('field.note'), it.note && <span key="note" className={css.note}>{it.note}</span>],
        [t('field.created'), <When key="created" at={it.created_at} full />],
      ]} />
    </div>
  );
}

function Decide({ it, onMerge }: { it: Pair; onMerge: () => void }) {
  const { t } = useTranslation('customers');
  const may = useMay()('customers.merge');
  const fresh = useFresh();
  const decide = api.useMutation('post', '/api/v1/customers/duplicates', { onSuccess: fresh });
  const say = (decision: Schemas['Decision'], what: string) => {
    const body = { first: it.first.id, second: it.second.id };
    decide.mutate({ body: { ...body, decision } }, {
      onSuccess: () => tellDone(t('pair.decided', { what }), () => decide.mutateAsync({ body: { ...body, decision: it.state === 'merged' ? 'open' : it.state } })),
    });
  };
  const off = { disabled: !may, title: may ? undefined : t('pair.needRight') };
  return (
    <div className={css.acts}>
      <ProblemBox error={decide.error} />
      <Button type="primary" {...off} onClick={onMerge}>{t('pair.merge')}</Button>
      {it.state !== 'not_same' && <Button {...off} onClick={() => say('not_same', t('pair.notSame'))}>{t('pair.notSame')}</Button>}
      {it.state === 'open' && <Button {...off} onClick={() => say('later', t('pair.later'))}>{t('pair.later')}</Button>}
      {it.state !== 'open' && <Button {...off} onClick={() => say('open', t('pair.reopen'))}>{t('pair.reopen')}</Button>}
    </div>
  );
}
