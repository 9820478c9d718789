import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useMay, useSession } from '@/api/session';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { Facts, Section } from '@/kit/section';
import { useRoleNames } from '../hooks';
import { AbsenceSection } from '../parts/absences';
import { CertificateSection } from '../parts/certificates';
import { DelegationSection } from '../parts/delegations';
import { InvitationSection } from '../parts/invitation';
import { ProviderNameSection } from '../parts/provider-names';
import { ResetSecondFactor, SessionSection } from '../parts/sessions';
import type { Person } from '../rules';

/** Oneself: absences, lent rights, where one is signed in. */
export function MePage() {
  const { t } = useTranslation('people');
  const { person } = useSession();
  return <Page title={t('me.title')} note={`${person.name} · ${person.unit_name}`} narrow><About id={person.id} /></Page>;
}

/** A colleague, with what those who lead them may see. */
export function PersonPage() {
  const { personId: id } = useParams({ strict: false }) as { personId: string };
  const it = api.useQuery('get', '/api/v1/people/{id}', { params: { path: { id } } });
  return <Loaded of={it}>{(person) => <Page title={person.name} note={person.unit_name} narrow><Card it={person} /><Lead it={person} /></Page>}</Loaded>;
}

function Card({ it }: { it: Person }) {
  const { t } = useTranslation('people');
  const roleName = useRoleNames();
  return (
    <Section title={t('card')}>
      <Facts
        items={[
          [t('field.login'), it.login],
          [t('field.kind'), t(`kind.${it.kind}`)],
          [t('field.employment'), t(`employment.${it.employment}`)],
          [t('field.roles'), it.roles.map(roleName).join(t('and'))],
          [t('field.status'), t(`status.${it.status}`)],
        ]}
      />
    </Section>
  );
}

/** What only those who lead people see of them; everybody sees it of themselves. */
function Lead({ it: { id, name } }: { it: Person }) {
  const may = useMay();
  const own = useSession().person.id === id;
  if (!own && !may('people.edit') && !may('cases.supervise')) return null;
  return (
    <>
      <About id={id} />
      {!own && may('people.edit') && <><InvitationSection person={id} /><ResetSecondFactor person={id} name={name} /></>}
    </>
  );
}

function About({ id }: { id: string }) {
  const may = useMay();
  const own = useSession().person.id === id;
  return (
    <>
      <AbsenceSection person={id} own={own} />
      <DelegationSection person={id} own={own} />
      <CertificateSection person={id} />
      {(own || may('people.edit')) && <><SessionSection person={id} /><ProviderNameSection person={id} own={own} /></>}
    </>
  );
}
