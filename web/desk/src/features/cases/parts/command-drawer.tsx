import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { FormDrawer } from '@/kit/form-drawer';
import { initialEdit, toEdit, type EditValues } from '../edit-rules';
import { useCommandsOn, type CommandsOn } from '../hooks';
import { CloseFields, ConfirmFields, KeepFields, PauseFields, ReopenFields, StepFields } from './command-fields';
import { AssignFields, EntrustFields, ExtendFields, LinkFields, PromiseFields, ReturnFields, TransferFields } from './command-fields-hands';
import { togetherOn } from '../joint-hooks';
import { mergingOn } from '../merge-hooks';
import { toSplit, type SplitValues } from '../split-rules';
import { useTellDone } from '../undo';
import { EditFields } from './edit-fields';
import { MergeFields, SplitFields } from './merge-fields';
import { CustomerUrgesFields, JointFields, TakeBackFields, UrgeFields } from './joint-fields';

type Props = { name: string; on: string | undefined; it: Case; onClose: () => void };
type All = CommandsOn & ReturnType<typeof togetherOn> & ReturnType<typeof mergingOn>;
type Drawer = { fields: (props: { it: Case }) => React.ReactNode; send: (commands: All, values: never, on: string, it: Case) => Promise<Case>; initial?: (it: Case, on: string | undefined) => object };

const drawers: Record<string, Drawer> = {
  step: { fields: StepFields, send: (commands, values) => commands.step(values) },
  assign: { fields: AssignFields, send: (commands, values: { person_id?: string }) => commands.assign({ person_id: values.person_id ?? null }) },
  transfer: { fields: TransferFields, send: (commands, values) => commands.transfer(values) },
  return: { fields: ReturnFields, send: (commands, values) => commands.giveBack(values) },
  take_back: { fields: TakeBackFields, send: (commands, values) => commands.takeBack(values) },
  joint: { fields: JointFields, send: (commands, values) => commands.joint(values) },
  urge: { fields: UrgeFields, send: (commands, values) => commands.urge(values) },
  customer_urges: { fields: CustomerUrgesFields, send: (commands, values: { reason: string }) => commands.urge({ ...values, customer: true }) },
  entrust: { fields: EntrustFields, send: (commands, values) => commands.entrust(values) },
  promise: { fields: PromiseFields, send: (commands, values) => commands.promise(values) },
  keep: { fields: KeepFields, send: (commands, values, on) => commands.keep(on, values) },
  pause: { fields: PauseFields, send: (commands, values) => commands.pause(values) },
  extend: { fields: ExtendFields, send: (commands, values) => commands.extend(values), initial: (it) => ({ clock_id: it.clocks.find(({ target }) => target === 'resolution')?.id, told_at: new Date().toISOString() }) },
  confirm: { fields: ConfirmFields, send: (commands, values) => commands.confirm(values) },
  close: { fields: CloseFields, send: (commands, values) => commands.close(values) },
  reopen: { fields: ReopenFields, send: (commands, values) => commands.reopen(values) },
  link: { fields: LinkFields, send: (commands, values) => commands.link(values), initial: () => ({ kind: 'related' }) },
  merge: { fields: MergeFields, send: (commands, values) => commands.merge(values) },
  split: { fields: SplitFields, send: (commands, values: SplitValues) => commands.split(toSplit(values)) },
  edit: { fields: EditFields, send: (commands, values: EditValues, _on, it) => commands.edit(toEdit(values, it)), initial: initialEdit },
};

/** The drawer of a command by its name in the address; a name that is none shows nothing. */
export function CommandDrawer({ name, on, it, onClose }: Props) {
  const { t } = useTranslation('cases');
  const cache = useQueryClient();
  const commands = { ...useCommandsOn(it), ...togetherOn(cache, it.id), ...mergingOn(cache, it.id) };
  const tellDone = useTellDone();
  const drawer = drawers[name];
  if (!drawer) return null;
  const Fields = drawer.fields;
  return (
    <FormDrawer<never>
      key={name}
      title={`${t(`act.${name}`)} · ${it.number}`}
      verb={t(`act.${name}`)}
      draft={`case.${it.id}.do.${name}`}
      initial={(drawer.initial?.(it, on) ?? {}) as never}
      size={name === 'edit' ? 560 : 440}
      onClose={onClose}
      onSend={async (values) => tellDone(name, it, await drawer.send(commands, values, on ?? '', it))}
    >
      <Fields it={it} />
    </FormDrawer>
  );
}
