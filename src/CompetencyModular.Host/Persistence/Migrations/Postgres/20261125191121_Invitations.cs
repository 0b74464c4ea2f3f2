using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Invitations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "InvitationId",
                schema: "platform",
                table: "password_resets",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "invitations",
                schema: "platform",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Way = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Culture = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: true),
                    InvitedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    IsDue = table.Column<bool>(type: "boolean", nullable: false),
                    AcceptedAt = table.Column<long>(type: "bigint", nullable: true),
                    WithdrawnAt = table.Column<long>(type: "bigint", nullable: true),
                    Times = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_invitations_people_PersonId",
                        column: x => x.PersonId,
                        principalSchema: "platform",
                        principalTable: "people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_password_resets_InvitationId",
                schema: "platform",
                table: "password_resets",
                column: "InvitationId");

            migrationBuilder.CreateIndex(
                name: "IX_invitations_InvitedAt_Id",
                schema: "platform",
                table: "invitations",
                columns: new[] { "InvitedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_invitations_IsDue",
                schema: "platform",
                table: "invitations",
                column: "IsDue");

            migrationBuilder.CreateIndex(
                name: "IX_invitations_PersonId",
                schema: "platform",
                table: "invitations",
                column: "PersonId",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_password_resets_invitations_InvitationId",
                schema: "platform",
                table: "password_resets",
                column: "InvitationId",
                principalSchema: "platform",
                principalTable: "invitations",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_password_resets_invitations_InvitationId",
                schema: "platform",
                table: "password_resets");

            migrationBuilder.DropTable(
                name: "invitations",
                schema: "platform");

            migrationBuilder.DropIndex(
                name: "IX_password_resets_InvitationId",
                schema: "platform",
                table: "password_resets");

            migrationBuilder.DropColumn(
                name: "InvitationId",
                schema: "platform",
                table: "password_resets");
        }
    }
}
