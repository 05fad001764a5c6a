Feature: A visit is booked in the chat

  Background:
    Given Pat writes from +1 555 010 0041
    When Pat says "hi"
    And Pat taps "Book a visit"

  Scenario: The first free slot is taken
    When Pat says "Monday"
    And Pat taps "Yes"
    Then Pat is told, in this order
      | Which day suits you?        |
      | On Monday we have 10:30.    |
      | See you on Monday at 10:30. |
    And the calls were, in this order
      | clinic_webhook-slots |
      | clinic_webhook-book  |
    And the last call of "https://api.clinic.example/*" had the body
      """
      { "phone": "15550100041", "day": "Monday", "time": "10:30" }
      """
    And Pat's attribute "last_visit" is "Monday"
    And the status of Pat's chat is SOLVED

  Scenario: Another day suits better
    When Pat says "Monday"
    And Pat taps "Another day"
    Then the chatbot waits for Pat at "clinic_question-day"
    And "clinic_webhook-book" was never called

  Scenario: The day is full
    Given the webhook "clinic_webhook-slots" is answered 409
    When Pat says "Monday"
    Then Pat is answered "We are full on Monday."
    And Pat is told "Which day suits you?" 2 times

  Scenario Outline: The clinic's own service is in trouble
    Given the webhook "clinic_webhook-slots" <trouble>
    When Pat says "Monday"
    Then Pat is told "A colleague will write to you."
    And the team Front desk sees Pat's chat

    Examples:
      | trouble         |
      | is answered 503 |
      | times out       |
      | is refused      |
