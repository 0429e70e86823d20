import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { prefixOf } from '../names.ts';
import type { StageSettings } from '../stage.ts';

/** What a person may do is decided by the group in the verified token; the handlers ask for these. */
const groups = {
  reviewers: 'Expert reviewers: accept, decide and sign the cases assigned to them',
  clerks: 'Intake clerks: upload case files, answer screening tasks',
  admins: 'Administrators: see every case, retry and reassign',
} as const;

/** The people who work on cases. Nobody signs up alone, everybody has a second factor, no message goes by SMS. */
export class StaffPool extends Construct {
  readonly userPool: cognito.UserPool;
  readonly client: cognito.UserPoolClient;

  constructor(
    scope: Construct,
    id: string,
    props: { settings: StageSettings; pageOrigin: string; signInPrefix: string },
  ) {
    super(scope, id);
    const { settings } = props;
    this.userPool = new cognito.UserPool(this, 'UserPool', {
      userPoolName: `${prefixOf(settings.name)}-staff`,
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false,
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: cognito.FeaturePlan.PLUS,
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: settings.keepsData,
      removalPolicy: settings.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const [name, description] of Object.entries(groups)) {
      this.userPool.addGroup(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, { groupName: name, description });
    }
    this.userPool.addDomain('SignIn', { cognitoDomain: { domainPrefix: props.signInPrefix } });
    this.client = this.userPool.addClient('Page', {
      userPoolClientName: `${prefixOf(settings.name)}-page`,
      // A page in a browser keeps no secret: authorization code with PKCE.
      generateSecret: false,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: [`${props.pageOrigin}/`],
        logoutUrls: [`${props.pageOrigin}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      // A working day; then the second factor is asked for again.
      refreshTokenValidity: Duration.hours(10),
    });
  }
}
