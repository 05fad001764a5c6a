Feature: Getting and refreshing a Zoho token by hand, as the article does with curl

  @setup-4 @faq-8
  Scenario: A code of the API console is exchanged for tokens
    Given the API console shows a code
    When the code is exchanged for tokens
    Then an access token and a refresh token are issued
    When the new token is used to search for "919876543210"
    Then the answer is status 200

  @setup-4 @faq-8
  Scenario: A code is good once
    Given the API console shows a code
    When the code is exchanged for tokens
    And the code is exchanged for tokens
    Then the answer is status 200 with the error "invalid_code" inside

  @setup-4 @faq-8
  Scenario: A code is good for three minutes
    Given the API console shows a code
    When 3 minutes go by
    And the code is exchanged for tokens
    Then the answer is status 200 with the error "invalid_code" inside

  @setup-6 @case-3 @faq-10
  Scenario: The article refreshes with a JSON body, which is accepted as an assumption
    When the token is refreshed with a JSON body, as the article does
    Then an access token is issued, and no refresh token
    And the run leans on "zoho.token_json_body"

  @setup-6 @case-3
  Scenario: If Zoho reads no JSON, the article's refresh fails with status 200
    Given the assumption "zoho.token_json_body" is "reject"
    When the token is refreshed with a JSON body, as the article does
    Then the answer is status 200 with the error "invalid_client" inside

  @case-3
  Scenario: A revoked refresh token is status 200 with an error inside
    Given the refresh token was revoked
    When the token is refreshed with a JSON body, as the article does
    Then the answer is status 200 with the error "invalid_code" inside
