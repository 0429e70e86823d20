import type { SignedAddress } from '../../functions/domain/api.ts';
import { callApi } from './call-api.ts';

/**
 * Opens what a signed address leads to in a new tab, at a page of a PDF if given. The tab is opened before the address
 * is asked for: browsers allow it only while they handle the click.
 */
export const openInTab = async (path: string, page?: number): Promise<void> => {
  const tab = window.open('', '_blank');
  if (!tab) throw new Error('The browser did not allow a new tab.');
  tab.opener = null;
  try {
    const { url } = await callApi<SignedAddress>('GET', path);
    tab.location.href = page === undefined ? url : `${url}#page=${page}`;
  } catch (error) {
    tab.close();
    throw error;
  }
};
