type Parts = {
  header?: Partial<Record<'assigned' | 'injury' | 'decision' | 'denial' | 'application', string>>;
  summary?: string;
  item?: string;
  decision?: string;
  claims?: string;
  guideline?: string;
  rationale?: string;
  more?: string;
};

/** An invented letter in the layout in use since 2014; each part can be replaced. */
export const letterText = ({
  header = {},
  summary = 'The injured worker is a 51 year old female, who sustained an industrial injury on 3-2-14. The Request for Authorization date was 8-7-15. The Utilization Review on 8-18-\n15 denied the request.',
  item = 'Acupuncture 12 visits',
  decision = 'Upheld',
  claims = 'Decision based on MTUS Acupuncture Treatment 2007.',
  guideline = 'Decision based on MTUS Acupuncture Treatment 2007.',
  rationale = 'The number of visits exceeds the trial. Acupuncture 12 visits is not medically necessary.',
  more = '',
}: Parts = {}): string => `Case Number: CM15-0000001
Date Assigned: ${header.assigned ?? '09/10/2015'} Date of Injury: ${header.injury ?? '03/02/2014'}
Decision Date: ${header.decision ?? '10/05/2015'} UR Denial Date: ${header.denial ?? '08/18/2015'}
Priority: Standard Application ${header.application ?? '08/28/2015'}
Received:
HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer looked at the whole case file.
CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:
${summary}
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
${item}: ${decision}
Claims Administrator guideline: ${claims}
MAXIMUS guideline: ${guideline}
Decision rationale: ${rationale}
${more}`;
