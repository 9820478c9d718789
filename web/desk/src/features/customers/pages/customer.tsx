import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay } from '@/api/session';
import type { Customer } from '@/api/types';
import { Empty, Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Facts, Section } from '@/kit/section';
import { text, useUrlState, type Raw } from '@/kit/url';
import { When } from '@/kit/when';
import css from '../customers.module.css';
import { CustomerCases } from '../parts/customer-cases';
import { AddIdentity, EditCustomer } from '../parts/edit-customer';
import { Consents } from '../parts/consents';
import { Identities } from '../parts/identities';
import { MayBeSame, Merges } from '../parts/merges';
import { Privacy } from '../parts/privacy';
import { CustomerTalks } from '../parts/customer-talks';
import { CustomerTimeline } from '../parts/customer-timeline';

const parse = (raw: Raw) => ({ do: text(raw, 'do') });

export function CustomerPage() {
  const { customerId = '' } = useParams({ strict: false });
  const reading = api.useQuery('get', '/api/v1/customers/{id}', { params: { path: { id: customerId } } });
  return <Loaded of={reading} rows={10}>{(it) => <View key={it.id} it={it} />}</Loaded>;
}

function View({ it }: { it: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const [{ do: doing }, set] = useUrlState(parse);
  const close = () => set({ do: undefined });
  const edit = may('customers.edit') && !it.erased;
  return (
    <Page
      title={it.name}
      note={it.erased ? t('erased') : it.tier && t(`tier.${it.tier}`, { defaultValue: it.tier })}
      extra={
        <>
          {edit && <Button onClick={() => set({ do: 'edit' })}>{t('kit:edit')}</Button>}
          {may('cases.create') && <Link to="/cases/new" search={{ customer: it.id } as never}><Button type="primary" tabIndex={-1}>{t('newCase')}</Button></Link>}
        </>
      }
    >
      <MayBeSame id={it.id} />
      <div className={css.columns}>
        <div className={css.stack}>
          <Section title={t('field.identities')} extra={edit && <Button type="link" size="small" onClick={() => set({ do: 'identity' })}>{t('kit:add')}</Button>}>
            {it.identities.length === 0 ? <Empty what={t('noIdentity')} /> : <Identities it={it} />}
          </Section>
          <Section title={t('about')}>
            <Facts items={[[t('field.note'), it.note && <span key="note" className={css.note}>{it.note}</span>], [t('field.created'), <When key="created" at={it.created_at} full />]]} />
          </Section>
          <Consents it={it} />
          <Merges it={it} />
          <Privacy it={it} />
        </div>
        <div className={css.stack}>
          <CustomerCases id={it.id} />
          {(may('conversations.work') || may('conversations.supervise')) && <CustomerTalks id={it.id} />}
          <CustomerTimeline id={it.id} />
        </div>
      </div>
      {doing === 'edit' && <EditCustomer it={it} onClose={close} />}
      {doing === 'identity' && <AddIdentity it={it} onClose={close} />}
    </Page>
  );
}
