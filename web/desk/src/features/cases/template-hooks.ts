import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';

export function useTemplateCommands() {
  const cache = useQueryClient();
  const onSuccess = () => cache.invalidateQueries({ queryKey: ['get', '/api/v1/cases/templates'] });
  return {
    save: api.useMutation('post', '/api/v1/cases/templates', { onSuccess }),
    edit: api.useMutation('put', '/api/v1/cases/templates/{id}', { onSuccess }),
    remove: api.useMutation('delete', '/api/v1/cases/templates/{id}', { onSuccess }),
  };
}
