Feature: Every sentence about Zoho, its tokens and what goes wrong there

  Background:
    Given the chatbot "zoho_lead_owner"
    And Priya writes from 919876543210
    And Nia writes from 15550100009

  Scenario: A new token
    Given the Zoho token has expired
    When Priya says "hi"
    Then a new token is kept on the mock contact
    And the last search used the kept token
    And "zoho.search_records" was called 2 times

  Scenario: A stored token that is none, and a revoked refresh token
    Given the stored token is "1000.no.token"
    And the refresh token was revoked
    When Priya says "hi"
    Then Priya is told "will get back to you soon"

  Scenario: A token without the scope
    Given the token lacks the scope for searching
    When Priya says "hi"
    Then the first call of "zoho.search_records" was answered 401

  Scenario: No token
    Given no token is stored
    When Priya says "hi"
    Then a new token is kept on the mock contact

  Scenario: No mock contact
    Given the mock contact does not exist
    When Priya says "hi"
    Then Priya is told "Welcome back"

  Scenario: On the customer's own contact
    Given the chatbot "zoho_lead_owner_contact_token"
    When Priya says "hi"
    Then a new token is kept on Priya's own contact

  Scenario: A good one on the customer's own contact
    Given the chatbot "zoho_lead_owner_contact_token"
    And Priya has a good token of their own
    When Priya says "hi"
    Then "zoho.generate_token" was never called

  Scenario: Leads
    Given Zoho has no leads
    And Zoho has the lead "Sample" with the phone "+1 (555) 010-0009", owned by Asha Agent
    And Zoho has the leads
      | Last_Name | Phone        | Owner      |
      | Test      | 919876543210 | Asha Agent |
    And the lead "Test" now belongs to Ravi Agent
    And the lead "Sample" was converted
    And Ravi Agent is called Ravi Agent in Zoho from now on
    When Priya says "hi"
    And Nia says "hi"
    Then Priya's chat is assigned to Ravi Agent
    And nobody has Nia's chat

  Scenario: A miss is explained
    Given Zoho has no leads
    And Zoho has the lead "Odd" with the phone "98765 43210", owned by Ravi Agent
    When Priya says "hi"
    Then the miss is explained by "zoho.phone_match"

  Scenario: The next call
    Given the next call of "zoho.search_records" is answered 503
    When Priya says "hi"
    Then Priya is told "will get back to you soon"

  Scenario: The next call, with a body
    Given the next call of "zoho.search_records" is answered 200 with
      """
      { "data": [ { "Owner": { "name": "Ravi Agent" } } ] }
      """
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent

  Scenario: Every call
    Given every call of "zoho.search_records" is answered 401
    When Priya says "hi"
    Then "zoho.search_records" was called 2 times

  Scenario: One call of several
    Given the Zoho token has expired
    And call 1 of "zoho.search_records" is answered 429
    When Priya says "hi"
    Then the last call of "zoho.search_records" was answered 429

  Scenario: A reply is lost
    Given the reply to the next call of "zoho.search_records" is lost
    When Priya says "hi"
    Then the last call of "zoho.search_records" got no reply

  Scenario: A call is refused
    Given the next call of "zoho.search_records" is refused
    When Priya says "hi"
    Then the last call of "zoho.search_records" got no reply

  Scenario: A call takes long
    Given the next call of "zoho.search_records" takes 1 second
    When Priya says "hi"
    Then the last call of "zoho.search_records" was answered 200

  Scenario: A call takes too long
    Given the next call of "zoho.search_records" takes 45 seconds
    When Priya says "hi"
    Then the last call of "zoho.search_records" got no reply

  Scenario: A reply breaks off
    Given the reply to the next call of "zoho.search_records" is cut off after 1 byte
    When Priya says "hi"
    Then there is a warning "reply-not-json"

  Scenario: A reply breaks off later
    Given the reply to the next call of "zoho.search_records" is cut off after 20 bytes
    When Priya says "hi"
    Then there is a warning "reply-not-json"

  Scenario: By hand
    Given the API console shows a code
    When the code is exchanged for tokens
    Then an access token and a refresh token are issued
    When the new token is used to search for "919876543210"
    Then the answer is status 200
    When the token is refreshed with a JSON body, as the article does
    Then an access token is issued, and no refresh token
    When the code is exchanged for tokens
    Then the answer is status 200 with the error "invalid_code" inside
