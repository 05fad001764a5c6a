Feature: The same chatbot, with the Zoho token kept on each customer's own contact
  Step 2 of the article: the token is a custom attribute of the contact who writes.

  Background:
    Given the chatbot "zoho_lead_owner_contact_token"
    And Priya writes from 919876543210
    And Nia writes from 15550100009

  @step-2 @step-3 @case-1 @faq-3
  Scenario: The contact has a token, and the lead's owner gets the chat
    Given Priya has a good token of their own
    When Priya says "hi"
    Then Priya's webhooks were answered 200
    And Priya's chat is assigned to Asha Agent

  @step-2 @step-4
  Scenario: The contact has no token, so one is fetched first
    When Priya says "hi"
    Then Priya's webhooks were answered 200, 200
    And a new token is kept on Priya's own contact
    And Priya's chat is assigned to Asha Agent

  @case-2 @faq-4
  Scenario: A new customer is welcomed
    When Nia says "hi"
    Then Nia's webhooks were answered 200, 204
    And Nia is told "Welcome to"
    And nobody has Nia's chat

  @case-3 @faq-10
  Scenario: The contact's token has expired, so it is refreshed, kept, and the search is tried once more
    Given Priya has a good token of their own
    And the Zoho token has expired
    When Priya says "hi"
    Then Priya's webhooks were answered 401, 200, 200
    And a new token is kept on Priya's own contact
    And the last search used the kept token
    And Priya's chat is assigned to Asha Agent

  @case-3
  Scenario: An hour later the token that was fetched has expired
    Given Priya has a good token of their own
    When 3600 seconds go by
    And Priya says "hi"
    Then Priya's webhooks were answered 401, 200, 200

  @case-3
  Scenario: The refresh token was revoked
    Given Priya has a good token of their own
    And the Zoho token has expired
    And the refresh token was revoked
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"
    And the chatbot has ended for Priya

  @faq-13
  Scenario: The owner is no agent in Wati
    Given Mia writes from 15550100003
    When Mia says "hi"
    Then nobody has Mia's chat
    And the team Sales sees Mia's chat

  @trouble-14
  Scenario: The agent was renamed in Zoho
    Given Asha Agent is called Asha A. Agent in Zoho from now on
    When Priya says "hi"
    Then nobody has Priya's chat
    And the team Sales sees Priya's chat

  @trouble-14
  Scenario: The phone is stored in another format
    Given Zoho has no leads
    And Zoho has the lead "Odd" with the phone "+91 (98765) 43-210", owned by Ravi Agent
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent

  @trouble-14
  Scenario: The phone is stored in a format that loses the customer
    Given Zoho has no leads
    And Zoho has the lead "Odd" with the phone "98765 43210", owned by Ravi Agent
    When Priya says "hi"
    Then nobody has Priya's chat
    And the miss is explained by "zoho.phone_match"

  Scenario: A customer with a token of their own is new to Zoho
    Given Nia writes from 15550100009
    And Nia has a good token of their own
    When Nia says "hi"
    Then nobody has Nia's chat
    And Nia's webhooks were answered 204

  Scenario: Zoho is in trouble
    Given Priya has a good token of their own
    And the next call of "zoho.search_records" is answered 503
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"

  Scenario: No token is given out
    Given the next call of "zoho.generate_token" is answered 503
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"

  Scenario Outline: The search after the refresh fails too, and is not tried for ever
    Given Priya has a good token of their own
    And the Zoho token has expired
    And the next call of "zoho.search_records" is answered <status>
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"

    Examples:
      | status |
      | 401    |
      | 503    |

  Scenario: Two leads have the number
    Given Zoho has the lead "Second" with the phone "919876543210", owned by Ravi Agent
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent
    And the run leans on "zoho.search_order"

  Scenario: Two customers write at once while their tokens are expired
    Given Ben writes from 15550100002
    And Priya has a good token of their own
    And Ben has a good token of their own
    And the Zoho token has expired
    When Priya and Ben say "hi" at once
    Then Priya's chat is assigned to Asha Agent
    And Ben's chat is assigned to Ravi Agent
    And a new token is kept on Priya's own contact
    And a new token is kept on Ben's own contact

  Scenario: It does not lean on JSON at the token endpoint either
    Given the assumption "zoho.token_json_body" is "reject"
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And the run does not lean on "zoho.token_json_body"
