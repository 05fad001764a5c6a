Feature: A customer's chat goes to the owner of their lead in Zoho
  The chatbot of the article, with one Zoho token for all chats, kept on the mock contact 22222222.

  Background:
    Given the chatbot "zoho_lead_owner"
    And Priya writes from 919876543210
    And Nia writes from 15550100009

  @step-1 @step-2 @step-3 @step-4 @case-1 @setup-1 @setup-2 @setup-3 @faq-1 @faq-3 @faq-5 @faq-6 @faq-7 @faq-12 @trouble-15
  Scenario: The customer is a lead, and the owner is an agent in Wati
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And Priya is told "Asha"
    And Priya's webhooks were answered 200, 200
    And the chatbot has ended for Priya

  @case-1 @faq-12
  Scenario: Another owner is another agent
    Given Ben writes from 15550100002
    When Ben says "hello"
    Then Ben's chat is assigned to Ravi Agent

  @step-4 @case-2 @faq-4 @trouble-15
  Scenario: There is no lead, so a new customer is welcomed
    When Nia says "hi"
    Then nobody has Nia's chat
    And Nia is told "Welcome to *Example Traders*!"
    And Nia's webhooks were answered 200, 204
    And the chatbot has ended for Nia

  @step-2 @step-4
  Scenario: No token is stored yet, so one is fetched first
    Given no token is stored
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And Priya's webhooks were answered 200, 200, 200, 200
    And a new token is kept on the mock contact

  @step-4 @case-3 @setup-6 @faq-10 @faq-11 @trouble-15
  Scenario: The token has expired, so it is refreshed, kept on contact 22222222, and the search is tried once more
    Given the Zoho token has expired
    When Priya says "hi"
    Then Priya's webhooks were answered 200, 401, 200, 200, 200
    And a new token is kept on the mock contact
    And the last search used the kept token
    And "zoho.search_records" was called 2 times
    And "zoho.generate_token" was called 1 times
    And Priya's chat is assigned to Asha Agent

  @case-3 @faq-10
  Scenario: A token is good for 3599 seconds
    When 3599 seconds go by
    And Priya says "hi"
    Then Priya's webhooks were answered 200, 200

  @case-3 @faq-10
  Scenario: A token has expired after 3600 seconds
    When 3600 seconds go by
    And Priya says "hi"
    Then Priya's webhooks were answered 200, 401, 200, 200, 200
    And Priya's chat is assigned to Asha Agent

  @faq-11
  Scenario: The next customer finds the refreshed token
    Given the Zoho token has expired
    When Nia says "hi"
    And Priya says "hi"
    Then Nia's webhooks were answered 200, 401, 200, 200, 204
    And Priya's webhooks were answered 200, 200

  @case-3
  Scenario: The refresh token was revoked: Zoho answers 200 with an error inside
    Given the Zoho token has expired
    And the refresh token was revoked
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"
    And Priya's webhooks were answered 200, 401, 200
    And the chatbot has ended for Priya

  @setup-5 @faq-9 @trouble-14
  Scenario: The stored token was mistyped
    Given the stored token is "1000.mistyped"
    When Priya says "hi"
    Then Priya's webhooks were answered 200, 401, 200, 200, 200
    And Priya's chat is assigned to Asha Agent

  @trouble-14
  Scenario: The token may not search, which is a 401 that no refresh cures for long
    Given the token lacks the scope for searching
    When Priya says "hi"
    Then Priya's webhooks were answered 200, 401, 200, 200, 200

  @faq-13
  Scenario: The owner is no agent in Wati, so the default path is taken
    Given Mia writes from 15550100003
    When Mia says "hi"
    Then nobody has Mia's chat
    And the team Sales sees Mia's chat
    And Mia is told "Our sales team"

  @faq-13 @trouble-14
  Scenario: The agent was renamed in Zoho, so no condition holds any more
    Given Asha Agent is called Asha A. Agent in Zoho from now on
    When Priya says "hi"
    Then nobody has Priya's chat
    And the team Sales sees Priya's chat

  @trouble-14
  Scenario: The owner's name differs in case only
    Given Asha Agent is called asha agent in Zoho from now on
    When Priya says "hi"
    Then nobody has Priya's chat
    And the run leans on "flow.equal_case"

  @trouble-14
  Scenario: The same, if Wati's conditions ignore case
    Given the assumption "flow.equal_case" is "ignored"
    And Asha Agent is called asha agent in Zoho from now on
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent

  @trouble-14
  Scenario: The agent behind Assign Agent was deleted in Wati
    Given the agent Asha Agent does not exist in Wati
    When Priya says "hi"
    Then nobody has Priya's chat
    And there is a warning "unknown-agent"

  @trouble-14
  Scenario Outline: The phone is stored in another format, and the lead is found
    Given Zoho has no leads
    And Zoho has the lead "Odd" with the phone "<stored>", owned by Ravi Agent
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent

    Examples:
      | stored             |
      | 919876543210       |
      | +919876543210      |
      | +91 98765 43210    |
      | +91-98765-43210    |
      | (+91) 98765.43210  |
      | 0091 98765 43210   |

  @trouble-14
  Scenario Outline: The phone is stored in a format that loses the customer, and the sandbox says why
    Given Zoho has no leads
    And Zoho has the lead "Odd" with the phone "<stored>", owned by Ravi Agent
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "Welcome to"
    And the miss is explained by "<assumption>"

    Examples:
      | stored        | assumption        |
      | 98765 43210   | zoho.phone_match  |
      | 098765 43210  | zoho.phone_match  |
      | +９１ ９８７６５ ４３２１０ | zoho.phone_digits |

  @trouble-14
  Scenario: A national number is found if Zoho compares the endings
    Given Zoho has no leads
    And the assumption "zoho.phone_match" is "suffix"
    And Zoho has the lead "National" with the phone "98765 43210", owned by Ravi Agent
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent
    And the run leans on "zoho.phone_match"

  Scenario: Two leads have the number, and only the first that Zoho lists counts
    Given Zoho has the lead "Second" with the phone "919876543210", owned by Ravi Agent
    When Priya says "hi"
    Then Priya's chat is assigned to Ravi Agent
    And the run leans on "zoho.search_order"

  Scenario: Two leads have the number, listed the other way round
    Given the assumption "zoho.search_order" is "oldest_first"
    And Zoho has the lead "Second" with the phone "919876543210", owned by Ravi Agent
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent

  Scenario: Two customers write at once while the token is expired
    Given Ben writes from 15550100002
    And the Zoho token has expired
    When Priya and Ben say "hi" at once
    Then Priya's chat is assigned to Asha Agent
    And Ben's chat is assigned to Ravi Agent
    And Priya's webhooks were answered 200, 401, 200, 200, 200
    And Ben's webhooks were answered 200, 401, 200, 200, 200
    And "zoho.generate_token" was called 2 times
    And a new token is kept on the mock contact

  Scenario: The mock contact was deleted, so no token can be kept, and customers are served all the same
    Given the mock contact does not exist
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And Priya's webhooks were answered 200, 200, 200, 200

  Scenario Outline: Zoho is in trouble, and the customer is not left without a word
    Given the next call of "zoho.search_records" is answered <status>
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"
    And the chatbot has ended for Priya

    Examples:
      | status |
      | 400    |
      | 403    |
      | 404    |
      | 429    |
      | 500    |
      | 503    |

  Scenario Outline: The search after the refresh fails too, and is not tried for ever
    A call with an expired token does not come as far as the fault: it meets the next one.

    Given the Zoho token has expired
    And the next call of "zoho.search_records" is answered <status>
    When Priya says "hi"
    Then nobody has Priya's chat
    And Priya is told "will get back to you soon"
    And Priya's webhooks were answered 200, 401, 200, 200, <status>

    Examples:
      | status |
      | 401    |
      | 503    |

  Scenario: Wati does not give out the stored token, so a new one is fetched
    Given the next call of "wati.get_contacts" is answered 503
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And Priya's webhooks were answered 503, 200, 200, 200

  Scenario: The new token cannot be kept, and the customer is served all the same
    Given the Zoho token has expired
    And the next call of "wati.update_contact_attributes" is answered 503
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And Priya's webhooks were answered 200, 401, 200, 503, 200

  Scenario: Zoho does not answer in time
    Given the next call of "zoho.search_records" takes 45 seconds
    When Priya says "hi"
    Then Priya is told "will get back to you soon"
    And Priya's webhooks were answered 200, none
    And the run leans on "flow.webhook_timeout_s"

  Scenario: Zoho's answer is broken off, so the owner is not known and the default path is taken
    Given the reply to the next call of "zoho.search_records" is cut off after 40 bytes
    When Priya says "hi"
    Then nobody has Priya's chat
    And the team Sales sees Priya's chat
    And there is a warning "reply-not-json"

  Scenario: The reply to the refresh is lost: a token was issued, and nobody has it
    Given the Zoho token has expired
    And the reply to the next call of "zoho.generate_token" is lost
    When Priya says "hi"
    Then Priya is told "will get back to you soon"
    And Priya's webhooks were answered 200, 401, none

  @setup-6
  Scenario: The refresh of this chatbot does not lean on what the article's JSON body leans on
    Given the assumption "zoho.token_json_body" is "reject"
    And the Zoho token has expired
    When Priya says "hi"
    Then Priya's chat is assigned to Asha Agent
    And the run does not lean on "zoho.token_json_body"

  @step-1
  Scenario: Once an agent has the chat, the chatbot keeps quiet
    When Priya says "hi"
    And Priya says "are you there?"
    Then Priya's webhooks were answered 200, 200
    And there is a warning "unheard"
