/** What the form of Coursan's rule for `act` holds where nobody has typed: the rule as it stands. */
export const asItStands = {
  markM: '4.6',
  leadTimeH: '6',
  raiseAt: '50',
  lowerAt: '20',
  k: '2',
  n: '3',
  minDwellMin: '60',
  releaseAfterMin: '',
};
